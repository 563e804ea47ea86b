"""Every discrepancy code: what it means and what to do. A code is never used again for something else."""

from typing import Literal

from sowcheck.core.noun import Noun

DiscrepancyKind = Literal[
    "value_mismatch",
    "missing_in_record",
    "missing_in_document",
    "conflict_within_document",
    "conflict_across_documents",
    "invariant_broken",
    "stale_version",
    "not_executed",
    "policy_breach",
    "ambiguous",
    "unmapped_value",
    "not_comparable",
]


class Reason(Noun):
    """One row of the table: a code and how to deal with it."""

    code: str
    """SC and three digits; the first digit groups the codes."""
    kind: DiscrepancyKind
    title: str
    meaning: str
    """Two or three sentences for somebody who meets the code for the first time."""
    advice: str
    """What the owner does next."""


def _row(code: str, kind: DiscrepancyKind, title: str, meaning: str, advice: str) -> Reason:
    return Reason(code=code, kind=kind, title=title, meaning=meaning, advice=advice)


_ROWS = (
    # SC1xx: is this the paper that was signed, by those who may sign it?
    _row(
        "SC101", "not_executed", "Not signed by both sides",
        "The document has a signature block that at least one party has left empty. An unsigned paper binds nobody, whatever the records say about its status.",
        "Get the missing signature, or the fully signed copy, before any project is created.",
    ),
    _row(
        "SC102", "not_executed", "No signature found",
        "None of the documents of this case carries a signature that could be found. It may be a draft, or the signature page is missing from the file.",
        "Ask for the signed copy with its signature page.",
    ),
    _row(
        "SC103", "policy_breach", "Tracked changes or comments left in the file",
        "The file still holds insertions, deletions or comments that nobody has accepted, rejected or answered. What was agreed depends on how they are read.",
        "Have legal confirm which reading was signed, and replace the file by a clean signed copy.",
    ),
    _row(
        "SC104", "policy_breach", "Signed without the authority that the papers ask for",
        "The papers say who must sign above a certain value, and the person who signed holds another position. The signature may not bind the party.",
        "Get the signature of a person whom the papers name, or a written confirmation of authority.",
    ),
    _row(
        "SC105", "policy_breach", "Work starts before the last signature",
        "The services begin on a day before both parties had signed. Work done until then may have no contract under it.",
        "Ask legal for an interim letter, or move the start.",
    ),
    _row(
        "SC106", "ambiguous", "Signature status unknown",
        "Another document of the case is signed, but in this one no signature block could be found. It may be an attachment of the signed one, or a draft.",
        "Check whether this document is part of the signed set.",
    ),
    _row(
        "SC107", "policy_breach", "Part of the document could not be read",
        "The file holds something that could not be turned into text, such as a scanned page. Nothing on it was checked.",
        "Read the named parts yourself, or supply a copy with text.",
    ),
    _row(
        "SC108", "policy_breach", "Words that nobody sees",
        "The file holds words that people do not see: in the colour of the paper, without ink, too small, beside the page, below something else, or hidden by the word processor. They may be left over, or be meant for programs alone. Nothing was read from them.",
        "Ask the sender why the words are hidden, and have the paper signed again as a copy that shows everything it says.",
    ),
    _row(
        "SC109", "policy_breach", "The paper speaks to a program",
        "The file holds words that tell a program what to do or what to answer: an order to ignore its instructions, an answer that it shall give, the markup of a chat, encoded text. They have no place between two parties. Nothing was read from the paragraphs that hold them, and no verdict follows them.",
        "Read the named words yourself, ask the sender who put them there, and treat the other statements of the file with care.",
    ),
    _row(
        "SC111", "not_executed", "Certificate and paper do not belong together",
        "The certificate of a signing service is of another envelope than the one whose stamp the pages bear, or counts other pages than the papers of its envelope have. What it certifies may be another paper, or another state of this one.",
        "Get the paper together with its certificate from the signing service again.",
    ),
    _row(
        "SC112", "not_executed", "The certificate says that signing was not completed",
        "According to the certificate of the signing service the envelope was declined, voided, left to expire or is still open. Whatever the paper shows, its signing did not come to an end.",
        "Get the completed envelope, or have the paper signed again.",
    ),
    _row(
        "SC113", "policy_breach", "Signed by somebody else than the one named",
        "The name in a signature is not the one printed with the place to sign, or somebody who signs the paper is not among the signers whom the certificate of the signing service lists. Whoever signed may not have been entitled to.",
        "Ask the party to confirm in writing who signed, and that they may.",
    ),
    _row(
        "SC114", "policy_breach", "Signed long before or after it takes effect",
        "The paper takes effect more than a month after its last signature, or more than a month before it. Some weeks ahead are usual. A long time may be a slip in a year, or prices that were no longer offered; an effect in the past needs an intention.",
        "See whether the date is meant; if not, have both parties confirm the right one.",
    ),
    _row(
        "SC115", "not_executed", "This is not the file in the envelope",
        "The e-sign service vouches for a completed file by its SHA-256, and the file at hand has another one. It may be a copy that was saved again, the file of all papers together, an earlier version, or altered.",
        "Download the completed document from the signing service again, alone and without its certificate, and check that file.",
    ),
    _row(
        "SC116", "not_executed", "The envelope and the paper disagree on the signing",
        "What the e-sign service says of the envelope does not fit the paper: the envelope was not completed, has another identifier than the stamp on the paper, or other people, or days, than its signature blocks.",
        "Open the envelope in the signing service, find out who signed what, and get the completed copy.",
    ),
    _row(
        "SC117", "ambiguous", "The file cannot be checked against the envelope",
        "The record of the e-sign service does not tell which file was signed: it holds neither the file nor its hash, or nothing tells which of its documents the paper is.",
        "Export the envelope with its documents (DocuSign: include documents; Adobe: signed documents), or download the completed file from the service.",
    ),
    _row(
        "SC118", "not_executed", "Marked as a draft",
        "The paper calls itself a draft, or says that it is not for signature or subject to contract: in a stamp, a watermark, a header, its file's name or its properties. What was agreed in the end may differ from it.",
        "Get the final paper, or have both parties confirm in writing that this one is it.",
    ),
    _row(
        "SC119", "ambiguous", "Two versions, and nothing says which of them holds",
        "The case holds two versions of one paper. Neither their words nor their versions, days and signatures say which of them takes the place of the other, and the two differ.",
        "Find out which one was agreed, and take the other out of the case.",
    ),
    _row(
        "SC121", "not_executed", "A digital signature does not hold",
        "The file holds a digital signature, and the file is not, or is no longer, what was signed with it: its bytes differ, only a part is covered, or something was done afterwards that can change what the paper says: words or drawings were added, a field of a form holds another value, or a further signature was placed over words that others had signed.",
        "Get the file from the signing service again, and compare it with this one.",
    ),
    _row(
        "SC122", "not_executed", "Nobody vouches for a digital signature",
        "The signature fits the file, but the chain of certificates behind it does not end at an authority that is trusted here, or a certificate of it has expired, was revoked or is not meant for signing. Who signed is then only claimed.",
        "Check the signer with the signing service, or name the authority with --trust-roots.",
    ),
    _row(
        "SC123", "ambiguous", "An open change decides what the document says",
        "Somebody changed the words of this term with tracked changes, and nobody has accepted or rejected them. The document says one thing if they are accepted and another, or nothing, if they are rejected; a record that agrees with one reading agrees with nothing that is settled.",
        "Have both parties confirm which reading was agreed, and replace the file by a clean signed copy.",
    ),
    _row(
        "SC124", "ambiguous", "An open comment on a term",
        "A reviewer's comment is attached to the words of this term, and nobody has marked it as settled. It may ask for another value than the one that stands there.",
        "Ask its author whether the point is settled, and replace the file by a clean signed copy.",
    ),
    _row(
        "SC125", "ambiguous", "A form field says two things",
        "A field of the form holds another value than the page shows in it, or the form's second copy of its values says another thing. One viewer shows the one, another viewer or a program the other; what was signed depends on who looked with what. The words were read as they are drawn, unless the form has viewers draw its values anew.",
        "Have both parties confirm the value, and replace the file by a copy whose fields are flattened.",
    ),
    _row(
        "SC126", "policy_breach", "A field that the form asks for is empty",
        "The form marks a field as required, and nobody has filled it in. The paper is not complete.",
        "Have the form completed, or find the completed copy.",
    ),
    _row(
        "SC127", "policy_breach", "Values read by OCR",
        "Some values of this document stand on a scanned page, or in a picture, and a program made out their words (OCR). It may misread a digit without a sign of it. The values were compared all the same.",
        "Hold each of these amounts, dates and terms against the picture of the page; the HTML report shows it beside the value.",
    ),
    _row(
        "SC128", "ambiguous", "A figure that OCR may have misread",
        "A program made out this figure in a picture of the page and was not sure of it, or read it differently when it looked a second time. What was compared may not be what was signed.",
        "Read the figure on the page. If it is what the document's side says, note that; if not, get a better scan or the original file.",
    ),
    _row(
        "SC129", "policy_breach", "A file of the package was not read",
        "The ZIP archive holds files that are no documents sowcheck can read, such as pictures, mail, old Office files or archives inside it, or that do not unpack. What they say was compared with nothing.",
        "Look into each named file: supply it as PDF, DOCX or XLSX if it belongs to the contract, name it after --record if it is a CRM or CPQ export, else take it out of the package.",
    ),
    # SC2xx: both sides state it, and they differ
    _row(
        "SC201", "value_mismatch", "Amounts differ",
        "The document in force and the record state different amounts, rates or percentages for the same thing. The exposure is the record less the document.",
        "Correct the record to the signed amount, or have the paper amended if the record is what was meant.",
    ),
    _row(
        "SC202", "value_mismatch", "Dates or lengths of time differ",
        "The document in force and the record state different days, periods or payment terms. Plans and invoices follow the record unless it is corrected.",
        "Correct the record to the signed date or period, and check what was already planned on it.",
    ),
    _row(
        "SC203", "value_mismatch", "Another party",
        "The party in the record is not the legal entity that signed. Invoices to another entity are disputed, and its terms may not apply.",
        "Find out which entity buys or sells, and correct the account or the paper.",
    ),
    _row(
        "SC204", "value_mismatch", "Terms differ",
        "The document in force and the record choose differently: another model, rhythm, place, number or status.",
        "Correct the record to the signed term.",
    ),
    _row(
        "SC205", "value_mismatch", "An item of a list differs",
        "A line, rate, milestone, role or limit stands on both sides but with different figures or dates. Totals can agree all the same when two errors cancel out.",
        "Correct the item in the record; check its neighbours for the other half of the shift.",
    ),
    _row(
        "SC206", "value_mismatch", "Currencies differ",
        "The document and the record count in different currencies, so that no amount of the one can be compared with the other.",
        "Correct the currency of the record before anything is invoiced.",
    ),
    # SC3xx: one side is silent
    _row(
        "SC301", "missing_in_record", "The record does not hold this term",
        "The document states a term for which no record has a value: hidden scope. Delivery and finance will not see it unless it is carried over.",
        "Carry the term into the project or billing set-up.",
    ),
    _row(
        "SC302", "missing_in_record", "The record holds nothing of this list",
        "The document lists items (deliverables, exclusions, roles and the like) and no record holds any of them: hidden scope.",
        "Carry the list into the project plan, and read it at the kick-off.",
    ),
    _row(
        "SC303", "missing_in_record", "An item is missing from the record",
        "The record holds the list, but not this item of it. It was sold and will not be planned, staffed or invoiced.",
        "Add the item to the record, or have it struck from the paper.",
    ),
    _row(
        "SC311", "missing_in_document", "The document does not state this",
        "A record holds a contract term that none of the documents states. It cannot be held against the customer.",
        "Find the paper that agrees it, or take it out of the record.",
    ),
    _row(
        "SC312", "missing_in_document", "An item is in no document",
        "The record holds an item that none of the documents lists. It was never sold on paper.",
        "Find the paper that agrees the item, or take it out of the record.",
    ),
    _row(
        "SC313", "missing_in_document", "The document leaves this blank",
        "A line, a bracket, “to be agreed” or a redaction stands where the document should state this term, and no other paper states it. What was signed says nothing about it, whatever the records hold.",
        "Have the term agreed in writing, or find the completed and unredacted copy.",
    ),
    # SC4xx: the papers contradict themselves or each other
    _row(
        "SC401", "conflict_within_document", "The document contradicts itself",
        "One document states two values for one thing. Which of them holds is a question of interpretation, even where the record agrees with one.",
        "Have legal settle which value holds, and both parties confirm it in writing.",
    ),
    _row(
        "SC402", "conflict_across_documents", "Two documents contradict each other",
        "Two signed papers of one deal state different values, and neither is a change order that replaces the other. The prevailing one holds, if the order of precedence is clear.",
        "Follow the order of precedence, and have the other paper corrected.",
    ),
    _row(
        "SC403", "conflict_within_document", "Words and figures differ",
        "An amount is written in words and in figures, and the two are not the same. Many laws let the words prevail; the customer will read whichever suits.",
        "Have both parties confirm the amount in writing.",
    ),
    _row(
        "SC404", "conflict_across_documents", "A document refers to another paper than the one at hand",
        "A document names the paper that it amends or belongs to by a date which is not that paper's. Either the date is wrong or a paper is missing from the case.",
        "Find out whether another version of the named paper exists.",
    ),
    # SC5xx: arithmetic of the paper
    _row(
        "SC501", "invariant_broken", "Milestones do not add up to the price",
        "The milestone amounts of a document come to another sum than its price. Some part of the price is billed twice or never.",
        "Have the milestone table corrected before billing is set up.",
    ),
    _row(
        "SC502", "invariant_broken", "Percentages do not add up to 100",
        "The shares of the price that the milestones bill do not come to the whole.",
        "Have the milestone table corrected before billing is set up.",
    ),
    _row(
        "SC503", "invariant_broken", "Lines do not add up to the total",
        "The lines of a document come to another sum than the total it states.",
        "Have the total or the lines corrected; find out which was meant.",
    ),
    _row(
        "SC504", "invariant_broken", "A table's printed total is wrong",
        "The rows above a total in a table come to another sum than the total printed under them.",
        "Have the table corrected; find out whether the rows or the total were meant.",
    ),
    _row(
        "SC505", "invariant_broken", "Start, end and duration do not fit",
        "The start date and the stated duration lead to another end date than the one that is stated, by more than the end of a working week.",
        "Settle which of the three holds; one of them was probably left over from an earlier version.",
    ),
    _row(
        "SC506", "invariant_broken", "A date lies outside the term",
        "A milestone falls due after the services have ended. It was probably not moved when the end was.",
        "Have the date or the end corrected.",
    ),
    _row(
        "SC507", "invariant_broken", "The price exceeds its ceiling",
        "The estimated price is above the not-to-exceed amount of the same paper. Work above the ceiling is not paid.",
        "Have the estimate or the ceiling corrected.",
    ),
    _row(
        "SC508", "invariant_broken", "Hours by role do not add up",
        "The hours of the roles come to another sum than the estimated hours of the engagement.",
        "Have the staffing table corrected before resources are requested.",
    ),
    _row(
        "SC509", "invariant_broken", "Quantity times price is not the amount",
        "A line states a quantity, a unit price and an amount which do not fit each other, a stated discount apart.",
        "Have the line corrected.",
    ),
    _row(
        "SC510", "invariant_broken", "A milestone's share is not its amount",
        "A milestone states a share of the price and an amount, and the amount is not that share. Two milestones may have each other's amount, in which case every sum is right all the same.",
        "Have the milestone corrected before billing is set up; check its neighbours for the other half of the shift.",
    ),
    # SC6xx: another version of the paper, or a rule of the policy
    _row(
        "SC601", "stale_version", "The record belongs to another version",
        "The record was made from another version of the document than the one that was signed. Whatever changed in between is missing from it.",
        "Compare the two versions, and bring the record up to the signed one.",
    ),
    _row(
        "SC602", "stale_version", "A document refers to another version",
        "One document of the case names a version of another that is not the version at hand.",
        "Find out which version was agreed, and have the reference corrected.",
    ),
    _row(
        "SC603", "policy_breach", "Signed after the quote expired",
        "The last signature is later than the day until which the quote was valid. Its prices and dates were no longer offered.",
        "Have sales confirm the prices, or issue a new quote.",
    ),
    _row(
        "SC604", "policy_breach", "The deal is not closed and won",
        "The record does not show the deal as closed and won, so no project may be created from it.",
        "Close the deal in the CRM, or hold the project.",
    ),
    _row(
        "SC605", "policy_breach", "The quote is not approved",
        "The quote's status is neither approved nor accepted. Its prices may still change, and nobody has released them.",
        "Get the quote approved, or find the approved one.",
    ),
    _row(
        "SC606", "policy_breach", "Not the primary quote",
        "The quote is not the one that the opportunity follows. Another quote may hold what was sold.",
        "Use the primary quote, or make this one primary.",
    ),
    _row(
        "SC607", "policy_breach", "The quote's totals are out of date",
        "The quote was changed after its totals were last calculated, so that lines and totals may differ.",
        "Recalculate the quote and check again.",
    ),
    _row(
        "SC608", "policy_breach", "Closed on another day than signed",
        "The deal was closed more than a week away from every signature. It was booked without a contract, or long after it.",
        "Have sales operations explain or correct the close date.",
    ),
    _row(
        "SC609", "stale_version", "The file's name or properties name another version",
        "The version that the paper shows and the one in the file's name or properties differ. The file may have been saved under the name of another version, or be the wrong one.",
        "Compare the file with the one that was signed, and give it the right name.",
    ),
    _row(
        "SC610", "stale_version", "Several versions of one paper",
        "The case holds more than one version of a paper. The one that holds was compared; what the other states otherwise is marked as not in force.",
        "Make sure that the version that holds is the one that was agreed, and that nobody works with the other.",
    ),
    _row(
        "SC611", "stale_version", "An amendment is missing",
        "The papers build on an amendment that is not in the case: a later number is there, or a paper says that it was amended by it. What it changed is not known.",
        "Add the amendment to the case, and check again.",
    ),
    # SC9xx: what could not be compared
    _row(
        "SC901", "unmapped_value", "A value that the mapping does not know",
        "A record holds a value outside the known choices, so that nothing could be concluded from it.",
        "Add the value to the mapping.",
    ),
    _row(
        "SC902", "not_comparable", "Both sides state it, but not in one measure",
        "The document and the record both have a value, and the two cannot be brought to one measure. Unknown is not equal.",
        "Compare the two yourself, and record the outcome.",
    ),
    _row(
        "SC903", "not_comparable", "Core terms that nobody could compare",
        "A record states terms without which no deal may be released, and the documents were not understood well enough to hold them against it. That is no contradiction; it is not known whether they agree.",
        "Look the named terms up in the documents, compare them yourself, and record the outcome.",
    ),
    _row(
        "SC904", "not_comparable", "No contract paper recognised",
        "None of the documents was recognised as a statement of work, an order form or a change order, nor as another paper with a price. Whatever was sold is not in the case, or was not understood.",
        "Supply the signed contract paper, or read the documents yourself and record what they are.",
    ),
    _row(
        "SC905", "not_comparable", "A change whose result cannot be worked out",
        "A change order moves a value by a step, and none of the papers at hand states the value that it starts from. What holds now is not known.",
        "Add the paper that is amended to the case, or have the new value confirmed in writing.",
    ),
    _row(
        "SC906", "not_comparable", "Only an unproven reading supports this",
        "A record agrees with what a language model reads in a document, but the words that the model quotes do not prove its reading, and nothing else in the documents does. An agreement that nobody can show is none.",
        "Read the quoted words yourself, and record whether they say what the record says.",
    ),
    _row(
        "SC907", "not_comparable", "The language model did not read part of the document",
        "A question to the language model had no usable answer after all attempts: the endpoint was down, too slow, over the budget, or refused. Rules and entities have read the whole document. A term that they did not find may stand in the named part.",
        "Check again when the model answers, or read the named parts yourself and record the outcome.",
    ),
    _row(
        "SC908", "not_comparable", "The language model quotes words that are not there",
        "A language model states a value with words that do not stand in the part of the document that it was reading. It may have invented or misread them, and nothing better states the term. The value takes part in no comparison.",
        "Look the term up in the document. If it is there, record it; if not, there is nothing to do.",
    ),
)  # fmt: skip

REASONS: dict[str, Reason] = {row.code: row for row in _ROWS}
"""Every code with its reason, in the order of the codes."""
