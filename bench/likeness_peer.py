"""What datasketch does in bench/likeness.py, run by the Python in which it is installed.

Lines of shingles come in; CPU seconds for signatures and for its index, and the pairs that share a
band come out. The same 32 bands of four numbers.
"""

from __future__ import annotations

import importlib
import json
import sys
import time

PERMUTATIONS = 128
ROUNDS = 3


def main() -> None:
    """Measure and print."""
    engine = importlib.import_module("datasketch")
    sets = [[each.encode() for each in json.loads(line)] for line in sys.stdin]
    spent = []
    for _ in range(ROUNDS):
        began = time.process_time()
        made = engine.MinHash.bulk(sets, num_perm=PERMUTATIONS)
        spent.append(time.process_time() - began)
    began = time.process_time()
    index = engine.MinHashLSH(num_perm=PERMUTATIONS, params=(32, 4))
    pairs = set()
    for number, each in enumerate(made):
        pairs.update((other, number) for other in index.query(each))
        index.insert(number, each)
    taken = time.process_time() - began
    print(json.dumps({"signatures": min(spent), "index": taken, "pairs": sorted(pairs)}))


if __name__ == "__main__":
    main()
