from __future__ import annotations

from pathlib import Path

from tests.unit.analysis.conftest import MakeFrame

from amana.analysis import Tools
from amana.analysis.claims.tagger import Model, by_model, model_at
from amana.analysis.claims.training import Relation, Trainer, relations_of, whole_trees
from amana.analysis.parsing import SpacyParser

BRAT = """T1	Source 0 6	Mansur
T2	Cue 7 11	said
T3	Content 12 31;40 42	the port was closed ..
T4	Attribution 7 11	said
E1	Attribution:T4 Content:T3 Cue:T2 Source:T1
E2	Attribution:T4 Source:T1
"""


def test_annotations_are_read() -> None:
    assert relations_of(BRAT) == [
        Relation(cue=((7, 11),), source=((0, 6),), content=((12, 31), (40, 42)))
    ]
    assert relations_of("no annotation") == []


def test_a_model_learns_and_the_same_training_gives_the_same_bytes(
    frame_of: MakeFrame, tmp_path: Path
) -> None:
    tools, made = Tools(), []
    frame = frame_of("Mansur said the port was closed.")
    relation = Relation(cue=((7, 11),), source=((0, 6),), content=((12, 31),))
    for _ in range(2):
        trainer = Trainer()
        for _ in range(4):
            trainer.add(frame, [relation], whole_trees(frame, SpacyParser()))
        made.append(trainer.model(iterations=30))
    assert made[0] == made[1]
    path = tmp_path / "claims-en.model"
    path.write_bytes(made[0])
    model = model_at(path)
    assert isinstance(model, Model)
    (found,) = by_model(frame, tools.parsed(frame), [], [], model)
    assert (found.speaker, found.cue, found.content) == ((0, 6), (7, 11), (12, 31))
