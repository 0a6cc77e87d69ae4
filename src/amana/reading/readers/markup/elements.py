"""What elements of common XML vocabularies are: RSS, Atom, OPML, FictionBook, DocBook, JATS, TEI.

An element that is not named here is a block of its own: what a program writes for another has one
value in each element.
"""

from __future__ import annotations

INLINE = frozenset({
    "a", "abbrev", "abbr", "acronym", "application", "b", "bold", "br", "citation", "citetitle",
    "code", "command", "computeroutput", "em", "email", "emph", "emphasis", "ext-link",
    "filename", "firstterm", "font", "footnoteref", "foreignphrase", "graphic", "guibutton",
    "guilabel", "guimenu", "hi", "i", "inline-formula", "italic", "keycap", "link", "literal",
    "monospace", "named-content", "option", "orgname", "parameter", "phrase", "productname",
    "quote", "r", "ref", "replaceable", "roman", "sansserif", "sc", "span", "strike",
    "strikethrough", "strong", "styled-content", "sub", "subscript", "sup", "superscript",
    "systemitem", "t", "trademark", "u", "ulink", "underline", "uri", "userinput", "var", "xref"
})  # fmt: skip
"""Elements that stand within a line."""

TAGS = {
    "article-title": "h1",
    "book-title": "h1",
    "title": "h2",
    "subtitle": "h3",
    "td": "td",
    "th": "th",
    "entry": "td",
    "caption": "caption",
    "listitem": "li",
    "list-item": "li",
    "li": "li",
}
"""What a block is; any other is a paragraph."""

NOT_TEXT = frozenset({"script", "style", "stylesheet"})
"""Instructions for a program. In FictionBook `style` stands within a line, and is text."""

NOT_TEXT_BELOW = {
    "wordDocument": frozenset({"styles", "fonts", "lists", "docPr"}),
    "Workbook": frozenset({"Styles", "ExcelWorkbook", "WorksheetOptions"}),
}
"""The same, by the root of the document (Word and Excel 2003)."""

BINARY = frozenset({"binary", "binData"})
"""Elements that hold a file in base64: those of FictionBook 2 and of Word 2003."""

SAID = frozenset({
    "text", "title", "label", "alt", "description", "caption", "summary", "value", "content",
    "name", "display-name"
})  # fmt: skip
"""Attributes whose value is text for people."""

MARKED_UP = frozenset({"description", "encoded", "summary", "content", "subtitle"})
"""Elements of feeds that hold a piece of a web page, escaped (RSS 2.0; RFC 4287 section 3.1)."""

TITLE = frozenset({"title", "book-title", "article-title"})
DATES = frozenset({"pubDate", "published", "updated", "date", "dateCreated", "lastBuildDate"})
CREATORS = frozenset({"creator", "author", "ownerName", "managingEditor"})
