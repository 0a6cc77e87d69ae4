"""Articles in invented pages: what was composed must be found again.

`compose` writes a text file as saved pages look (headlines and captions printed several times,
controls, bylines, dates, links, several articles in one file, English and Arabic) and the truth
about it: of each article the headline, the captions (first printing), the bounds of the body and
the number of paragraphs. Everything in the texts is invented.
"""

# ruff: noqa: E501, RUF001, S311 - invented sentences in one line each; chance is no secret here

from __future__ import annotations

import random
import textwrap
from collections.abc import Callable
from itertools import pairwise

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from amana.reading.articles import article_text, find_articles
from amana.records import Article, Reading, Recipe, State

LANGUAGES = ("en", "ar")

NAMES = {
    "en": ["Dalia Mansur", "Omar Ness", "Petra Oswin", "Radek Holm", "Ines Tollack", "Jorun Vale"],
    "ar": ["سليم حداد", "هالة المرسوي", "نديم الزرقان", "رنا الكاتب", "عمر نصار"],
}
BODIES = {
    "en": ["the Harbour Tribunal", "the Valley Monitor", "Norland's Ports Ministry", "the Coast Guard",
           "the Water Board", "Estmark's parliament", "the Sahran Valley Front", "a local aid group"],
    "ar": ["محكمة الميناء", "مرصد الوادي", "وزارة الموانئ في نورلاند", "خفر السواحل", "هيئة المياه",
           "برلمان إستمارك", "جبهة وادي سهران", "جمعية إغاثة محلية"],
}  # fmt: skip
DEEDS = {
    "en": ["opened an inquiry into the shelling of a covered market", "denied holding anyone in the old terminal",
           "asked for talks on the water of the Ardel River", "published the names of eleven missing villagers",
           "said that the road to the border was closed again", "rejected the figures as exaggerated",
           "called on both sides to let the wounded leave", "would not say who had given the order",
           "found traces of burned papers in two offices", "expects a decision before the end of the month"],
    "ar": ["فتحت تحقيقا في قصف السوق المسقوف", "نفت احتجاز أي شخص في المحطة القديمة",
           "طلبت محادثات حول مياه نهر أردل", "نشرت أسماء أحد عشر قرويا مفقودا",
           "قالت إن الطريق إلى الحدود أغلق مجددا", "رفضت الأرقام ووصفتها بالمبالغ فيها",
           "دعت الطرفين إلى السماح بخروج الجرحى", "امتنعت عن ذكر من أصدر الأمر",
           "عثرت على بقايا أوراق محترقة في مكتبين", "تتوقع صدور قرار قبل نهاية الشهر"],
}  # fmt: skip
TAILS = {
    "en": ["according to people familiar with the matter", "witnesses said on Tuesday",
           "after a week of rain and rumours", "in a statement read out in Port Aldera",
           "which could not be verified independently", "although the gates have stood open since spring"],
    "ar": ["وفق أشخاص مطلعين على الملف", "بحسب شهود تحدثوا يوم الثلاثاء", "بعد أسبوع من المطر والشائعات",
           "في بيان تلي في بورت ألديرا", "ولم يتسن التحقق من ذلك بشكل مستقل", "رغم أن البوابات مفتوحة منذ الربيع"],
}  # fmt: skip
TITLES = {
    "en": ["{b} Opens Inquiry into Market Shelling, {n} Says", "{n}: No One Was Held in the Terminal",
           "Norland, Estmark to Resume Talks on River Water {k}", "Who gave the order to {n}'s brigade in {k}?",
           "‘We Had Nowhere to Go’: Villagers of Ras {k} Tell Their Story", "{b} rejects toll of {k} dead",
           "Storm closes {k} roads in Sahran Valley", "{n} Meets {b} over Fate of {k} Missing in U.S."],
    "ar": ["{b} تفتح تحقيقا في قصف السوق و{n} ينفي", "{n}: لم يحتجز أحد في المحطة القديمة {k}",
           "نورلاند وإستمارك تستأنفان محادثات مياه النهر {k}", "من أصدر الأمر إلى لواء {n} عام {k}؟",
           "«لم يبق لنا مكان»: أهالي رأس {k} يروون قصتهم", "{b} ترفض حصيلة {k} قتيلا",
           "عاصفة تغلق {k} طريقا في وادي سهران"],
}  # fmt: skip
SCENES = {
    "en": ["A woman walks past burned stalls in the market of Tell {k}", "The dam on the upper river near post {k}",
           "Police stand guard outside hall {k} in Port Aldera, on January 17, 2025",
           "This handout picture shows {n} (R) meeting with an aide of office {k}",
           "FILE PHOTO: Trucks wait at crossing {k}, March 3, 2019", "{n} speaks to reporters in room {k}"],
    "ar": ["امرأة تمر قرب دكاكين محترقة في سوق تل {k}", "السد على النهر الأعلى قرب الحاجز {k}",
           "شرطة أمام القاعة {k} في بورت ألديرا يوم 17 كانون الثاني 2025",
           "{n} يتحدث إلى الصحافيين في القاعة {k}", "شاحنات تنتظر عند المعبر {k} (أرشيفية)"],
}  # fmt: skip
CREDITS = {
    "en": [" (Halyard Press Photo/{p})", " ({p}/Pool via REUTERS)", ". REUTERS/{p}", ". ({p} / AFP)", " (AP Photo/{p})",
           " (Reuters)", ". Photo: {p} / Halyard Press", " [{p}/Halyard Press]", ". {p}/AFP via Getty Images"],
    "ar": [" (رويترز)", " (أ ف ب)", ". صورة: {p} / رويترز", " ({p} / رويترز)", " (الأناضول)", " (أ.ف.ب)"],
}  # fmt: skip
CONTROLS = {
    "en": ["TT", "Share", "Tweet", "A A A", "Print", "Listen to article", "Share on Facebook", "Email", "12 Shares",
           "Copy link", "Save for later"],
    "ar": ["TT", "مشاركة", "حجم الخط", "طباعة", "استمع للمقال", "ع ع", "نسخ الرابط", "شارك عبر", "واتساب"],
}  # fmt: skip
STRANGE = {"en": ["Zoom page", "Hear it", "Big text"], "ar": ["قراءة صوتية", "كبّر", "وضع ليلي"]}
BYLINES = {
    "en": ["By {p}", "By {p}, Halyard Press", "By {p} and Anders Kvile", "Written by {p}"],
    "ar": ["بقلم: {p}", "كتب {p}", "بقلم {p}"],
}
DATES = {
    "en": ["Published: January 17, 2025", "17 January 2025, 10:30", "Updated on 3 March 2024 at 10:30 AM",
           "Friday, January 17, 2025"],
    "ar": ["نشر في: 17 كانون الثاني 2025", "الجمعة 17 يناير 2025", "١٧ يناير ٢٠٢٥ الساعة 10:30"],
}  # fmt: skip
LABELS = {"en": ["Related", "Read more", "See also"], "ar": ["اقرأ أيضا", "مواضيع ذات صلة"]}
RIGHTS = {"en": "© 2025 Halyard Press. All rights reserved.", "ar": "جميع الحقوق محفوظة © 2025"}


class Truth(msgspec.Struct):
    """What was composed: offsets are code points of the text."""

    title: str | None
    captions: list[tuple[int, str]]
    body: tuple[int, int]
    paragraphs: int


class Page:
    """A text file while it is written."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.newline = "\r\n" if chance.random() < 0.1 else "\n"
        self.text = ""
        self.number = chance.randrange(100, 900)

    def line(self, text: str, *, blanks: int = 1, lead: str = "") -> tuple[int, int]:
        """Write a line and so many blank lines after it; return where its text stands."""
        start = len(self.text) + len(lead)
        trail = "  " if self.chance.random() < 0.04 else ""
        self.text += lead + text + trail + self.newline * (blanks + 1)
        return start, start + len(text)

    def blanks(self, count: int) -> None:
        """Write blank lines, some of them with white space."""
        for _ in range(count):
            self.text += (" " if self.chance.random() < 0.05 else "") + self.newline

    def next(self) -> str:
        """Return a number that no other sentence of this file has."""
        self.number += self.chance.randrange(1, 9)
        return str(self.number)


def pick(chance: random.Random, choices: list[str]) -> str:
    return choices[chance.randrange(len(choices))]


def sentence(page: Page, language: str) -> str:
    chance = page.chance
    parts = [
        pick(chance, BODIES[language]),
        pick(chance, DEEDS[language]),
        pick(chance, TAILS[language]),
    ]
    middle = "in district {}" if language == "en" else "في المنطقة {}"
    stop = "." if language == "en" or chance.random() < 0.9 else " ."
    text = " ".join([parts[0], parts[1], middle.format(page.next()), parts[2]]) + stop
    return text[0].upper() + text[1:]


def paragraph(page: Page, language: str) -> str:
    chance = page.chance
    text = " ".join(sentence(page, language) for _ in range(chance.choice([1, 1, 2, 3])))
    if chance.random() < 0.15:
        text = f"“{text}”" if language == "en" else f"«{text}»"
    if chance.random() < 0.1:
        text = text.replace(" ", "\u202f", 1)
    return text


def headline(page: Page, language: str) -> str:
    text = pick(page.chance, TITLES[language])
    body = pick(page.chance, BODIES[language]).removeprefix("the ")
    text = text.format(b=body, n=pick(page.chance, NAMES[language]), k=page.next())
    return text[0].upper() + text[1:]


def caption(page: Page, language: str, *, credit: bool) -> str:
    chance = page.chance
    text = pick(chance, SCENES[language]).format(n=pick(chance, NAMES[language]), k=page.next())
    if credit:
        return text + pick(chance, CREDITS[language]).format(p=pick(chance, NAMES[language]))
    return text + "."


class Story:
    """One article of a file: its parts, and what was written of it where."""

    def __init__(self, page: Page, language: str, *, wide: bool) -> None:
        chance = page.chance
        self.page, self.language = page, language
        self.title = headline(page, language)
        self.prints = chance.choice([1, 2, 2, 2, 3])
        self.twice = chance.random() < 0.6  # each caption twice in a row
        count = chance.choice([0, 1, 1, 1, 1, 2, 3, 5])
        named = chance.random() < 0.8 or not (self.twice or self.prints > 1)
        self.pictures = [caption(page, language, credit=named) for _ in range(count)]
        self.again = self.prints > 1 and (not named or chance.random() < 0.6)
        if self.prints == 1 and not (count and (self.twice or wide)):
            self.prints = (
                2  # a lone headline without picture or gap is not to be told from a subheading
            )
        self.told: list[tuple[int, str]] = []

    def write(self) -> Truth:
        page, chance = self.page, self.page.chance
        start = 0
        for copy in range(self.prints):
            at, _ = page.line(self.title, blanks=chance.choice([0, 1, 1]))
            start = start or at
            if copy == 0 or self.again:
                self.captions(first=copy == 0)
            self.controls(between=copy + 1 < self.prints)
        if chance.random() < 0.25:
            page.line(self.say(BYLINES), blanks=chance.choice([0, 1]))
        if chance.random() < 0.25:
            page.line(self.say(DATES), blanks=chance.choice([0, 1]))
        return self.body()

    def say(self, choices: dict[str, list[str]]) -> str:
        name = pick(self.page.chance, NAMES[self.language])
        return pick(self.page.chance, choices[self.language]).format(p=name)

    def captions(self, *, first: bool) -> None:
        chance = self.page.chance
        for text in self.pictures:
            for copy in range(2 if self.twice else 1):
                lead = "  " if copy == 0 and chance.random() < 0.5 else ""
                at, _ = self.page.line(text, blanks=chance.choice([0, 0, 1]), lead=lead)
                if first and copy == 0:
                    self.told.append((at, text))

    def controls(self, *, between: bool) -> None:
        chance = self.page.chance
        for _ in range(chance.choice([0, 1, 1, 2, 4])):
            self.page.line(pick(chance, CONTROLS[self.language]), blanks=chance.choice([0, 1]))
        if between and chance.random() < 0.15:
            self.page.line(pick(chance, STRANGE[self.language]))
        if between and chance.random() < 0.15:
            self.page.line(headline(self.page, self.language)[:38].rstrip() + "…")

    def body(self) -> Truth:
        page, chance = self.page, self.page.chance
        blanks = chance.choice([0, 1, 1, 1])
        count = chance.choice([1, 2, 3, 5, 8, 12])
        written: list[tuple[int, int]] = []
        quote = sentence(page, self.language)
        for number in range(count):
            written.append(page.line(paragraph(page, self.language), blanks=blanks))
            if number + 1 < count:
                self.between(written, quote, blanks)
        return Truth(self.title, self.told, (written[0][0], written[-1][1]), len(written))

    def between(self, written: list[tuple[int, int]], quote: str, blanks: int) -> None:
        """Write what may stand between paragraphs."""
        page, roll = self.page, self.page.chance.random()
        if roll < 0.05:
            written.append(page.line(quote, blanks=blanks))
        elif roll < 0.08:
            for item in range(3):
                text = f"- {item + 1} {pick(page.chance, DEEDS[self.language])}"
                written.append(page.line(text, blanks=blanks))
        elif roll < 0.12:
            subheading = "What happens next" if self.language == "en" else "ماذا بعد ذلك"
            written.append(page.line(subheading, blanks=blanks))
        elif roll < 0.16:
            page.line(self.title, blanks=blanks)
        elif roll < 0.19:
            text = f"{quote[:-1]} “{self.title}”."
            written.append(page.line(text, blanks=blanks))
        elif roll < 0.22:
            page.line("ADVERTISEMENT" if self.language == "en" else "إعلان", blanks=blanks)
        elif roll < 0.25:
            page.line(pick(page.chance, LABELS[self.language]), blanks=0)
            page.line(headline(page, self.language), blanks=blanks)

    def tail(self, coming: str | None) -> None:
        """Write the furniture after the text."""
        page, chance = self.page, self.page.chance
        for _ in range(chance.choice([0, 0, 0, 1, 3])):
            page.line(pick(chance, CONTROLS[self.language]), blanks=0)
        if chance.random() < 0.15:
            page.line(pick(chance, LABELS[self.language]), blanks=0)
            for _ in range(chance.choice([1, 2, 3])):
                page.line(headline(page, self.language), blanks=0)
            if coming is not None and chance.random() < 0.5:
                page.line(coming[: len(coming) * 2 // 3].rstrip() + "...", blanks=0)
        if chance.random() < 0.1:
            page.line(RIGHTS[self.language], blanks=0)


def compose(chance: random.Random) -> tuple[str, list[Truth]]:
    """Write one file with page furniture and the truth about it."""
    page = Page(chance)
    language = chance.choice(LANGUAGES)
    wide = chance.random() < 0.8
    stories = [Story(page, language, wide=wide) for _ in range(chance.choice([1, 2, 2, 3]))]
    truth = []
    for number, story in enumerate(stories):
        truth.append(story.write())
        coming = stories[number + 1].title if number + 1 < len(stories) else None
        story.tail(coming)
        if coming is not None:
            page.blanks(chance.choice([2, 3, 3, 4]) if wide else 1)
    text = page.text
    return (text.rstrip() if chance.random() < 0.5 else text), truth


def reading(text: str) -> Reading:
    return Reading(
        original="0" * 64,
        key="1" * 64,
        recipe=Recipe(step="reading/plain", tool="amana", version="1"),
        state=State.READ,
        media_type="text/plain",
        text=text,
    )


def found(articles: tuple[Article, ...]) -> list[Truth]:
    return [
        Truth(
            title=article.title.quote if article.title else None,
            captions=[
                (caption.span.char_start, caption.span.quote) for caption in article.captions
            ],
            body=(article.body.char_start, article.body.char_end) if article.body else (0, 0),
            paragraphs=len(article.paragraphs),
        )
        for article in articles
    ]


def letter(page: Page, language: str) -> None:
    """Write a letter: no headline, short lines at both ends."""
    sender, dear, end = {
        "en": ("Harbour Tribunal", "Dear Ms Mansur,", "Yours sincerely,"),
        "ar": ("محكمة الميناء", "السيدة هالة المرسوي المحترمة", "وتفضلوا بقبول الاحترام،"),
    }[language]
    for line in (sender, DATES[language][1], dear):
        page.line(line)
    for _ in range(page.chance.randrange(1, 5)):
        page.line(paragraph(page, language))
    page.line(end, blanks=0)
    page.line(pick(page.chance, NAMES[language]), blanks=0)


def report(page: Page, language: str) -> None:
    """Write a report: a title, numbered headings after wide gaps, a heading that comes twice."""
    title = {"en": "Report on the events of district {}", "ar": "تقرير عن أحداث المنطقة {}"}
    heading = {"en": "{}. What the witnesses said", "ar": "{}. ما قاله الشهود"}
    page.line(title[language].format(page.next()))
    for number in range(page.chance.randrange(2, 6)):
        page.blanks(page.chance.randrange(0, 4))
        page.line(heading[language].format(number + 1))
        for _ in range(page.chance.randrange(1, 4)):
            page.line(paragraph(page, language))


def poem(page: Page, language: str) -> None:
    """Write verse with a refrain, which is a repeat and no furniture."""
    refrain = {"en": "The river remembers the boats", "ar": "النهر يذكر القوارب كلها"}[language]
    verse = {"en": "the weight of stone {}", "ar": "ثقل الحجر {}"}[language]
    page.line({"en": "The River Remembers", "ar": "النهر يذكر"}[language])
    for _ in range(page.chance.randrange(2, 6)):
        page.line(refrain, blanks=0)
        for _ in range(page.chance.randrange(1, 4)):
            page.line(verse.format(page.next()), blanks=0)
        page.blanks(1)


def order(page: Page, language: str) -> None:
    """Write an order: a heading, numbered sentences, signatures, a sentence that comes twice."""
    again = sentence(page, language)
    page.line({"en": "ORDER No. 17", "ar": "أمر رقم 17"}[language])
    for number in range(page.chance.randrange(2, 7)):
        page.line(f"{number + 1}. {sentence(page, language)}", blanks=0)
        if page.chance.random() < 0.4:
            page.line(again, blanks=0)


DOCUMENTS = (letter, report, poem, order)


def wrapped(text: str, width: int) -> str:
    """Wrap each line as a program does that fills lines up to `width` characters."""
    return "\n".join(textwrap.fill(line, width) if line else "" for line in text.split("\n"))


@settings(max_examples=200)
@given(seed=st.integers(min_value=0))
def test_what_was_composed_is_found(seed: int) -> None:
    text, truth = compose(random.Random(seed))
    assert found(find_articles(reading(text))) == truth


@settings(max_examples=150)
@given(seed=st.integers(min_value=0), kind=st.sampled_from(DOCUMENTS))
def test_a_plain_document_is_one_article_and_loses_nothing(
    seed: int, kind: Callable[[Page, str], None]
) -> None:
    page = Page(random.Random(seed))
    kind(page, page.chance.choice(LANGUAGES))
    [article] = find_articles(reading(page.text))
    assert [left.why for left in article.left_out if left.why != "boilerplate"] == []
    kept = [page.text[start:end] for start, end in article_text(article, reading(page.text))]
    kept += [left.span.quote for left in article.left_out]
    assert "".join("".join(kept).split()) == "".join(page.text.split())


@settings(max_examples=80)
@given(seed=st.integers(min_value=0), width=st.integers(min_value=60, max_value=100))
def test_wrapped_paragraphs_are_paragraphs_again(seed: int, width: int) -> None:
    page = Page(random.Random(seed))
    paragraphs = [paragraph(page, "en") for _ in range(8)]
    text = wrapped("\n\n".join(paragraphs), width)
    [article] = find_articles(reading(text))
    assert [" ".join(part.quote.split()) for part in article.paragraphs] == [
        " ".join(part.split()) for part in paragraphs
    ]


@settings(max_examples=150)
@given(
    text=st.text(alphabet=st.sampled_from("aB \n\r\t.؟ء١TT()/-\u202f\u200f\ud7ff😀"), max_size=400)
)
def test_every_span_reproduces_its_quote(text: str) -> None:
    raw = text.encode()
    for article in find_articles(reading(text)):
        spans = [article.span, article.title, article.body, article.byline, article.dateline]
        spans += [*article.paragraphs, *(caption.span for caption in article.captions)]
        spans += [left.span for left in article.left_out]
        for span in spans:
            if span is not None:
                assert text[span.char_start : span.char_end] == span.quote
                assert raw[span.byte_start : span.byte_end].decode() == span.quote
                assert span.quote == span.quote.strip()
                assert span.quote


@settings(max_examples=60)
@given(seed=st.integers(min_value=0))
def test_runs_ascend_and_hold_nothing_that_was_left_out(seed: int) -> None:
    text, _ = compose(random.Random(seed))
    source = reading(text)
    for article in find_articles(source):
        runs = article_text(article, source)
        assert list(runs) == sorted(runs)
        assert all(one[1] <= two[0] for one, two in pairwise(runs))
        for left in article.left_out:
            start, end = left.span.char_start, left.span.char_end
            assert not any(run[0] < end and start < run[1] for run in runs)


@settings(max_examples=60)
@given(seed=st.integers(min_value=0))
def test_the_same_reading_gives_the_same_facts(seed: int) -> None:
    text, _ = compose(random.Random(seed))
    once, twice = find_articles(reading(text)), find_articles(reading(text))
    assert msgspec.json.encode(once) == msgspec.json.encode(twice)
    assert len({article.id for article in once}) == len(once)
