from __future__ import annotations

from amana.reading.readers.html import elements as el
from amana.reading.readers.html.stack import MAX_DEPTH, Stack, hint_tokens, is_hidden

NOTHING = (False, ())


def walk(markup: str) -> str:
    """Open and close elements in order; return the path of the innermost one."""
    stack = Stack()
    names = ["html"]
    for word in markup.split():
        if word.startswith("/"):
            stack.end(el.rule(word[1:]))
        elif stack.make_room(el.rule(word)):
            stack.push(el.rule(word), NOTHING)
    names = [element.name for element in stack._open[1:]]
    return " ".join(names)


def test_tags_that_close_others() -> None:
    assert walk("p p") == "p"
    assert walk("p div") == "div"
    assert walk("p span p") == "p"
    assert walk("ul li ul li li /ul li") == "ul li"
    assert walk("ul li b li") == "ul li"
    assert walk("dl dt dd dt") == "dl dt"
    assert walk("h1 h2") == "h2"
    assert walk("select option option") == "select option"
    assert walk("a b a") == "a"
    assert walk("button i button") == "button"
    assert walk("head title /title p") == "p"
    assert walk("head script /script body div") == "body div"
    assert walk("form div form") == "form div"
    assert walk("p button p") == "p button p"


def test_tables() -> None:
    assert walk("td") == ""
    assert walk("table tr td p td") == "table tr td"
    assert walk("table tbody tr td tr") == "table tbody tr"
    assert walk("table tbody tr td tbody") == "table tbody"
    assert walk("table tr td table tr td /table") == "table tr td"
    assert walk("table tr td div /td") == "table tr"
    assert walk("p table tr td /p") == "table tr td"


def test_end_tags_within_their_scope() -> None:
    assert walk("div p /div") == ""
    assert walk("div span /p") == "div span"
    assert walk("div span /b") == "div span"
    assert walk("table tr td /div") == "table tr td"
    assert walk("div table tr td /div") == "div table tr td"
    assert walk("span div /span") == "span div"
    assert walk("span b i /span") == ""
    assert walk("h1 b /h2") == ""
    assert walk("div /body /html") == "div"
    assert walk("ul li p /li") == "ul"


def test_formatting_that_ends_inside_a_block_leaves_the_block_open() -> None:
    stack = Stack()
    for name in ("div", "a", "p"):
        stack.push(el.rule(name), NOTHING)
    before = stack.top
    stack.end(el.rule("a"))
    after = stack.top
    assert (before.name, before.link) == ("p", True)
    assert (after.name, after.link) == ("p", False)
    assert [element.name for element in stack._open] == ["html", "div", "p"]


def test_what_holds_inside_an_element() -> None:
    stack = Stack()
    stack.push(el.rule("main"), (False, ("content",)))
    stack.push(el.rule("ul"), (False, ("list", "content")))
    stack.push(el.rule("li"), NOTHING)
    stack.push(el.rule("a"), (False, ("more",)))
    top = stack.top
    assert (top.block.name, top.within) == ("li", ("main", "ul"))
    assert top.hints == ("content", "list", "more")
    assert top.block.hints == ("content", "list")
    assert top.link
    assert not top.hidden
    stack.push(el.rule("span"), (True, ()))
    stack.push(el.rule("b"), NOTHING)
    assert stack.top.hidden


def test_elements_that_are_never_shown() -> None:
    for name in ("template", "noscript", "datalist"):
        stack = Stack()
        stack.push(el.rule(name), NOTHING)
        assert stack.top.hidden


def test_svg_and_mathml() -> None:
    stack = Stack()
    seen = []
    for name in ("svg", "title", "/title", "foreignobject", "p", "/svg", "svg", "g"):
        if name.startswith("/"):
            stack.end(el.rule(name[1:]))
        else:
            stack.push(el.rule(name), NOTHING)
        seen.append((stack.top.name, stack.top.foreign, stack.top.hidden))
    assert seen == [
        ("svg", True, False),
        ("title", False, True),
        ("svg", True, False),
        ("foreignobject", False, False),
        ("p", False, False),
        ("html", False, False),
        ("svg", True, False),
        ("g", True, False),
    ]
    stack.leave_foreign()
    assert stack.top.name == "html"


def test_nesting_has_an_end() -> None:
    stack = Stack()
    for _ in range(MAX_DEPTH + 10):
        stack.push(el.rule("div"), NOTHING)
    assert len(stack._open) == MAX_DEPTH
    assert stack.cut == 11
    for _ in range(11):
        stack.end(el.rule("div"))
    assert len(stack._open) == MAX_DEPTH
    stack.end(el.rule("div"))
    assert len(stack._open) == MAX_DEPTH - 1


def test_hints_and_ancestors_have_an_end_and_keep_the_nearest() -> None:
    stack = Stack()
    for number in range(60):
        stack.push(el.rule("section"), (False, (f"c{number}",)))
    assert len(stack.top.hints) == 48
    assert stack.top.hints[-1] == "c59"
    assert len(stack.top.within) == 16


def test_what_hides() -> None:
    assert is_hidden({"hidden": ""})
    assert is_hidden({"style": "color:red; DISPLAY : none"})
    assert is_hidden({"style": "visibility:hidden"})
    assert is_hidden({"aria-hidden": "true"})
    assert not is_hidden({"aria-hidden": "false", "style": "display:block"})
    assert not is_hidden({"style": "x-display:none"})


def test_words_by_which_elements_describe_themselves() -> None:
    attributes = {
        "class": "Lead  lead\nBig",
        "id": "Top",
        "role": "main",
        "itemprop": "articleBody",
    }
    assert hint_tokens(attributes) == ("lead", "big", "top", "main", "articlebody")
    assert hint_tokens({"href": "x"}) == ()
    assert len(hint_tokens({"class": "x" * 500})[0]) == 100
