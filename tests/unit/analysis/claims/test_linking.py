from __future__ import annotations

from amana.analysis.claims import linking
from amana.analysis.parsing import SpacyParser

TEXT = "Mansur said the port was closed."


def test_labels_become_parts_with_their_topmost_word() -> None:
    line = linking.line_of(SpacyParser().parse(TEXT, [(0, len(TEXT))]))
    labels = ["B-Source", "B-Cue", "B-Content", "I-Content", "I-Content", "I-Content", "O"]
    source, cue, content = linking.parts_of(line, labels)
    assert TEXT[slice(*line.chars(source))] == "Mansur"
    assert TEXT[slice(*line.chars(content))] == "the port was closed"
    assert line.words[content.head].text == "closed"
    features = linking.link_features(line, cue, source, [source, cue, content], [])
    assert any("path=" in each for each in features)
