"""What the HTML standard says about elements by their name, as far as it decides about text."""

from __future__ import annotations


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


VOID = _names(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source "
    "track wbr"
)

SPECIAL = _names(
    "address applet area article aside base basefont bgsound blockquote body br button caption "
    "center col colgroup dd details dir div dl dt embed fieldset figcaption figure footer form "
    "frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe img input keygen li link "
    "listing main marquee menu meta nav noembed noframes noscript object ol p param plaintext pre "
    "script search section select source style summary table tbody td template textarea tfoot th "
    "thead title tr track ul wbr xmp"
)
"""Section 13.2.4.2."""

FORMATTING = _names("a b big code em font i nobr s small strike strong tt u")

HEADINGS = _names("h1 h2 h3 h4 h5 h6")

CLOSES_P = HEADINGS | _names(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure "
    "footer form header hgroup hr listing main menu nav ol p plaintext pre search section summary "
    "table ul xmp li dd dt"
)
"""Start tags that end an open paragraph (section 13.2.6.4.7)."""

SCOPE = _names("applet caption html table td th marquee object select template foreignobject desc")
"""What an element is looked for within (section 13.2.4.2, "has an element in scope")."""
BUTTON_SCOPE = SCOPE | {"button"}
LIST_SCOPE = SCOPE | {"ol", "ul"}
TABLE_SCOPE = frozenset({"html", "table", "template"})

TABLE_PARTS = _names("caption colgroup tbody td tfoot th thead tr")
"""Ignored outside of a table."""

HEAD_ONLY = _names("base basefont bgsound link meta title script noscript style template noframes")
"""Start tags that do not end the head (section 13.2.6.4.4)."""

ENDED_IN_SCOPE = (
    HEADINGS
    | {"li", "dd", "dt", "p", "button", "applet", "marquee", "object", "form"}
    | (CLOSES_P - {"hr", "plaintext", "xmp", "table"})
)
"""End tags that end everything up to their element, if it is in scope."""

INTEGRATION = _names("foreignobject desc title mi mo mn ms mtext annotation-xml")
"""SVG and MathML elements whose content is HTML again (section 13.2.6.5)."""

BREAKOUT = _names(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img "
    "li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul "
    "var"
)
"""HTML start tags that end SVG or MathML (section 13.2.6.5)."""

NOT_SHOWN = _names("noscript template datalist")
"""HTML elements whose content is not shown, whatever the style sheet says."""

NOT_SHOWN_FOREIGN = _names("title desc metadata defs symbol style script")

BLOCKS = HEADINGS | _names(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frameset header hgroup hr html legend li listing main "
    "menu nav noframes ol optgroup option p plaintext pre search section select summary table "
    "tbody td textarea tfoot th thead tr ul xmp"
)
"""Elements that begin a new line, by the style sheet of section 15.3."""

APART = HEADINGS | _names(
    "article aside blockquote dialog dir dl fieldset figure footer form header hr listing main "
    "menu nav ol p plaintext pre section table ul xmp"
)
"""Elements with a blank line before and after them."""

CELLS = frozenset({"td", "th"})

KEEPS_SPACE = frozenset({"pre", "listing", "plaintext", "textarea", "xmp"})

WITHIN = _names(
    "main article nav aside header footer figure form table ul ol dl blockquote section dialog"
)
"""Ancestors that are named in a block's `within`."""

_PARTICULAR = (
    TABLE_PARTS | HEADINGS | {"a", "button", "form", "html", "body", "head", "option", "optgroup"}
)
"""Start tags with a rule of their own about what they close."""

TELLING = frozenset({"html", "meta", "link", "time", "script"})
"""Elements that say something about the page each time they occur."""

CELL, LINE, BLANK = 1, 2, 3
"""How far a block stands from the one before it: a tab, a new line, a blank line."""


class Rule:
    """Everything that is to be known about one element name; looked up once for each tag."""

    __slots__ = (
        "apart",
        "closes_p",
        "formatting",
        "keeps_space",
        "name",
        "outside_head",
        "particular",
        "special",
        "telling",
        "void",
        "within",
    )

    def __init__(self, name: str) -> None:
        self.name = name
        self.void = name in VOID
        self.special = name in SPECIAL
        self.formatting = name in FORMATTING
        self.closes_p = name in CLOSES_P
        self.outside_head = name not in HEAD_ONLY
        self.keeps_space = name in KEEPS_SPACE
        self.particular = name in _PARTICULAR
        self.within = name in WITHIN
        self.telling = name in TELLING
        self.apart = 0
        if name in BLOCKS:
            self.apart = CELL if name in CELLS else BLANK if name in APART else LINE


_STANDARD = {
    name: Rule(name)
    for name in sorted(
        VOID
        | SPECIAL
        | FORMATTING
        | BLOCKS
        | WITHIN
        | INTEGRATION
        | BREAKOUT
        | {"svg", "math", "path", "g", "use", "label", "picture", "time", "figure", "video"}
    )
}


KNOWN = frozenset(_STANDARD)
"""Names that the standard knows, in lower case."""


def rule(name: str) -> Rule:
    """Return what is to be known about an element name; names of the page's making are not kept."""
    return _STANDARD.get(name) or Rule(name)
