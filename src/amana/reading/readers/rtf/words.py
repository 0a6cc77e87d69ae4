"""The control words of RTF 1.9.1 that decide about text."""

from __future__ import annotations

CHARACTERS = {
    b"tab": "\t",
    b"line": "\n",
    b"softline": "\n",
    b"lbr": "\n",
    b"emdash": "\u2014",
    b"endash": "\u2013",
    b"emspace": "\u2003",
    b"enspace": "\u2002",
    b"qmspace": "\u2005",
    b"bullet": "\u2022",
    b"lquote": "\u2018",
    b"rquote": "\u2019",
    b"ldblquote": "\u201c",
    b"rdblquote": "\u201d",
    b"ltrmark": "\u200e",
    b"rtlmark": "\u200f",
    b"zwj": "\u200d",
    b"zwnj": "\u200c",
    b"zwbo": "\u200b",
    b"zwnbo": "\u2060",
}
"""Words that stand for a character ("Special Characters")."""

SYMBOLS = {b"~": "\u00a0", b"-": "\u00ad", b"_": "\u2011", b"\\": "\\", b"{": "{", b"}": "}"}
"""Symbols that stand for a character."""

PARAGRAPH_ENDS = frozenset({b"par", b"sect", b"page", b"column"})
REMOVALS = frozenset({b"deleted", b"revauthdel", b"revdttmdel"})
CELL_ENDS = frozenset({b"cell", b"nestcell"})
ROW_ENDS = frozenset({b"row", b"nestrow"})

ASIDES = {
    b"footnote": "footnote",
    b"header": "header",
    b"headerl": "header",
    b"headerr": "header",
    b"headerf": "header",
    b"footer": "footer",
    b"footerl": "footer",
    b"footerr": "footer",
    b"footerf": "footer",
    b"annotation": "comment",
    b"shptxt": "textbox",
    b"dptxbxtext": "textbox",
}
"""Destinations whose text stands beside the main text, and the hint that says what it is."""

SKIPPED = frozenset(
    b"colortbl listtable listoverridetable rsidtbl filetbl template private nonshppict "
    b"shprslt sn sv sp xe tc rxe tcf bkmkstart bkmkend atnid atnauthor atndate atnref atntime "
    b"atnicn pn themedata colorschememapping latentstyles datastore docvar xmlnstbl mmathPr "
    b"ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn pgptbl generator userprops fontemb fontfile "
    b"falt panose fname objclass objname objalias objsect objtime listname listpicture keycode "
    b"levelnumbers leveltext pnseclvl wgrffmtfilter blipuid picprop datafield formfield "
    b"ffdeftext ffentrytext ffexitmacro ffformat ffhelptext ffl ffname ffstattext svb "
    b"ud htmltag mhtmltag bkmkcolf bkmkcoll oldcprops oldpprops oldsprops oldtprops".split()
)
"""Destinations that hold no text of the document."""

SHOWN = frozenset(
    b"shpinst shp shppict objattph upr result fldrslt listtext pntext shptop shpgrp do".split()
)
"""Destinations marked as ignorable that hold text, or something that holds text."""

PICTURES = {
    b"pngblip": "png",
    b"jpegblip": "jpg",
    b"emfblip": "emf",
    b"wmetafile": "wmf",
    b"dibitmap": "dib",
    b"wbitmap": "bmp",
    b"macpict": "pict",
}
"""What a picture is, and the ending of its name."""

CODE_PAGES = {b"ansi": 1252, b"mac": 10000, b"pc": 437, b"pca": 850}
"""The code page of the document where it gives no number."""

INFO = {
    b"title": "dc:title",
    b"subject": "dc:subject",
    b"author": "dc:creator",
    b"operator": "dc:contributor",
    b"doccomm": "dc:description",
    b"company": "dc:publisher",
    b"manager": None,
    b"category": None,
    b"keywords": None,
    b"comment": None,
    b"hlinkbase": None,
    b"creatim": "dcterms:created",
    b"revtim": "dcterms:modified",
    b"printim": None,
}
"""What the information group says, and its normalised name."""

TIMES = frozenset({b"creatim", b"revtim", b"printim"})

KNOWN = frozenset(
    {*CHARACTERS, *PARAGRAPH_ENDS, *REMOVALS, *CELL_ENDS, *ROW_ENDS, *ASIDES, *SKIPPED, *PICTURES}
    | {*CODE_PAGES, *INFO, *TIMES}
    | set(b"fonttbl stylesheet revtbl info fldinst pict objdata".split())
    | set(b"v plain f uc pard s outlinelevel intbl itap ansicpg deff fcharset cpg".split())
    | set(b"yr mo dy hr min sec".split())
)
"""All words that are looked at, but for `u` and `bin`; the others say how text looks."""
