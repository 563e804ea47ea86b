"""Parties in other words: role words of many countries, forms, letters, terms without quotation marks."""

import pytest

from segment_builders import written
from sowcheck.core.clauses import Party
from sowcheck.segment.outline import segment

CASES = [
    ("Auftraggeber: Musterwerk GmbH, Ulm\nAuftragnehmer: Nordlicht AG, Kiel", "Musterwerk GmbH", "Nordlicht AG"),
    ("Oppdragsgiver (Principal): Fjord Kraft AS\nLeverandør (Consultancy): Nordisk Digital ApS",
     "Fjord Kraft AS", "Nordisk Digital ApS"),
    ("Besteller (Principal) : Fjord Kraft AS, Hamar Leverandør (Consultancy) : Nordisk Digital ApS, Vejle",
     "Fjord Kraft AS", "Nordisk Digital ApS"),
    ("Sold to: Calder Instruments Corporation\nSeller: Penrose Advisors, LLC",
     "Calder Instruments Corporation", "Penrose Advisors, LLC"),
    ("| Ordered by | Anand Retail Private Limited |\n| Ordered from | Varma Services LLP |",
     "Anand Retail Private Limited", "Varma Services LLP"),
    ("| Purchasing institution | Eastern Valley University |\n| Vendor legal name | Amber Technologies, Inc. |\n"
     "| For the institution: name | Marc White |", "Eastern Valley University", "Amber Technologies, Inc."),
    ("| Item 1 | Council | Stony Creek Shire Council, 12 Bridge Road |\n"
     "| Item 2 | Contractor | Banksia Lane Advisory Pty Ltd, 5 Chapel Street |",
     "Stony Creek Shire Council", "Banksia Lane Advisory Pty Ltd"),
    ("Subject\tTerms\nParties: Eastern Valley University (“University”), 1 Hill Road, and Amber Technologies, Inc. (“ATI”)",
     "Eastern Valley University", "Amber Technologies, Inc."),
    ("This Annexure is executed between Anand Retail Private Limited, CIN U1 (hereinafter the “Principal”) and "
     "Varma Services LLP, LLPIN A (hereinafter the “Consultancy”).",
     "Anand Retail Private Limited", "Varma Services LLP"),
    ("between Hill Country Dairy Co-operative Limited, 18 Mill Road (the Co-operative) and Kiwi Software Limited (Kiwi).\n"
     "Kiwi builds the platform.", "Hill Country Dairy Co-operative Limited", "Kiwi Software Limited"),
    ("Between Alder Insurance Company and Quarry Digital, Inc. Words keep their meaning.\n"
     "Quarry will in addition build a page for Alder.", "Alder Insurance Company", "Quarry Digital, Inc."),
    ("Nord Havbruk AS and Fossen Konsult AS agree on this change under section E.\nFossen also hands over a report.",
     "Nord Havbruk AS", "Fossen Konsult AS"),
    ("between Alpha Ltd (the “Client”) and Beta Media Ltd (the “Agency”).", "Alpha Ltd", "Beta Media Ltd"),
    ("between First Harbour Bank Ltd (the “Bank”) and Alpha Ltd (the “Customer”).", "Alpha Ltd", "First Harbour Bank Ltd"),
    ("Service Order\nFrom: Alder Credit Union Limited, Galway\nTo: Bower Support Services DAC, Limerick\n"
     "We order the services below.", "Alder Credit Union Limited", "Bower Support Services DAC"),
    ("Order Confirmation 12\nBower Datenwerk GmbH, 89077 Ulm\nTo: Alder Maschinen GmbH & Co. KG, 73730 Esslingen\n"
     "We confirm your order.", "Alder Maschinen GmbH & Co. KG", "Bower Datenwerk GmbH"),
    ("Amber Advisory AG\nSpeicherweg 1, Bern\nKantonale Pensionskasse Oberland\nRathausgasse 3, Thun\nDear Ms Frei\n"
     "We will develop an application for you. You pay for it monthly.\nYours sincerely\nAmber Advisory AG\n/s/ A. Meier\n"
     "Agreed: Kantonale Pensionskasse Oberland\nSignature: ________", "Kantonale Pensionskasse Oberland", "Amber Advisory AG"),
]  # fmt: skip


def parties(text: str) -> dict[str, Party]:
    """The parties by role."""
    return {party.role: party for party in segment(written(text)).parties}


@pytest.mark.parametrize(("text", "customer", "supplier"), CASES)
def test_a_party_is_known_by_the_words_for_its_role(text: str, customer: str, supplier: str) -> None:
    found = {role: party.name for role, party in parties(text).items()}
    assert (found.get("customer"), found.get("supplier")) == (customer, supplier)


def test_a_term_on_a_line_of_its_own_stands_for_the_party_above_it() -> None:
    found = parties(
        "between\nMusterwerk GmbH, Weg 1, Ulm\n– hereinafter “Ordering Party” –\nand\n"
        "Nordlicht AG, Hafenweg 2, Kiel\n– hereinafter “Contractor” –"
    )
    assert found["customer"].aliases == ("Ordering Party",)
    assert found["supplier"].aliases == ("Contractor",)


def test_a_term_inside_a_labelled_value_stands_for_the_party() -> None:
    found = parties(
        "| Agency: | Harbor Transit Authority (“HTA”), Pier 4 |\n| Firm: | Bright Data Partners, LLC (“BDP”) |\n"
        "BDP works for HTA. Harbor Transit Authority pays."
    )
    assert "HTA" in found["customer"].aliases
    assert "BDP" in found["supplier"].aliases


def test_a_signature_block_completes_a_name_that_the_opening_cuts_off() -> None:
    found = parties(
        "between Hill Country (the “Client”) and Kiwi Software Limited (the “Supplier”)\n"
        "Signed for Hill Country Dairy Limited\nBy: /s/ Ann Okoro\nSigned for Kiwi Software Limited\nBy: /s/ Ben Ruiz"
    )
    assert found["customer"].name == "Hill Country Dairy Limited"


def test_a_letter_that_says_neither_who_works_nor_who_buys_has_no_roles() -> None:
    assert parties("Amber Advisory AG\nBower Trading GmbH\nDear Ms Frei\nThe meeting is on Monday.") == {}
