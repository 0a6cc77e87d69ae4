from __future__ import annotations

import pytest

from amana.law import identified_all


@pytest.mark.parametrize(
    "text",
    [
        "under Article 21 in the U.N. Charter",
        "Article 51 UN Charter",
        "Article 7 of the Statute of the ICTY",
        "Article 38 of the Statute of the International Court of Justice",
        "Geneva Convention IV, Article 49",
        "the Fourth Geneva Convention Article 49",
        "ICCPR Articles 7, 9 and 26",
        "GDPR Article 7(1)",
        "Regulation (EU) 2022/2554, Article 8(2)(a)",
        "Directive 2006/112/EC, article 7(1)",
        "Convention on the Rights of the Child, Article 38",
        "Convention Against Torture Articles 1 & 16, Rome Statute",
        "common Article 3",
        "(AP I art. 38)",
        "المادة 51 من ميثاق الأمم المتحدة",
        "المادة 3 المشتركة بين اتفاقيات جنيف",
        "l'article 6 de la Convention européenne",
    ],
)
def test_articles_of_other_instruments_are_not_the_statutes(text: str) -> None:
    found = [each.id for each in identified_all(f"{text}; Article 8bis")]
    assert found == ["rs:8bis"]


@pytest.mark.parametrize(
    "text",
    [
        "under Article 12(3) in the Rome Statute",
        "grave breaches of the Geneva Conventions, Article 8(2)(a)",
        "the Geneva Convention (Article 8(2)(a)(i))",
        "ICC Article 58",
        "OTP Article 15 report",
        "WAR CRIMES ARTICLE 8(2)(b)",
        "Article 12 of the Statute of the Court",
        "المادة 12 من النظام الأساسي",
        "article 15-3 du Statut de Rome",
    ],
)
def test_articles_of_the_statute_stay(text: str) -> None:
    assert len(identified_all(text)) == 1
