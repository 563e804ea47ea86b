"""Tax: whether the prices hold it."""

from collections.abc import Iterator

from sowcheck.extract import typed
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.reading import Reading, Sentence
from sowcheck.extract.scalars.price import PRICE

_TAX_ON_PRICE = pattern(rf"{PRICE}s?|rates?|amounts?|prices|sums|taxes|invoice|preise?|prix|prijzen|order total")


_OTHER_TAX = pattern(
    r"^(?!.*(?:sales|value[- ]added|\bvat\b|\bgst\b|use tax|excise)).*(?:income|social security|withh|employment|payroll|self-employ|tax return)"
)


def _tax(reading: Reading) -> Iterator[Candidate]:
    for sentence in reading.sentences:
        for found in typed.choice("price.tax_treatment", sentence.text):
            if _OTHER_TAX.search(sentence.text) or not _is_priced(sentence, reading):
                continue
            core = sentence.at(found.start, found.end)
            quote = clip(reading.text, sentence.span, core)
            weight = 0.8 if _NAMED_TAX.search(sentence.text) else 0.65
            yield Candidate("price.tax_treatment", found.value, quote, "price.tax_treatment.sentence", weight)


_TAX_LABEL = pattern(r"^(?:sales |applicable )?(?:tax(?:es)?|vat|gst|mwst|ust|btw|mva|moms|tva)\b")
_TAX_ADDED = pattern(r"not included|excluded|extra|added|plus|exclusive|zzgl")
_TAX_WITHIN = pattern(r"^\W*included|inclusive|in (?:the )?(?:rates?|price|fee)")
_TAX_FREE = pattern(r"exempt|not applicable|reverse charge|none")


def _labelled_tax(reading: Reading) -> Iterator[Candidate]:
    """Such as "Sales tax: not included"."""
    for pair in reading.key_values:
        if not _TAX_LABEL.search(pair.label):
            continue
        words = pair.value.of(reading.text)
        answers = (("exclusive", _TAX_ADDED), ("exempt", _TAX_FREE), ("inclusive", _TAX_WITHIN))
        value = next((value for value, cue in answers if cue.search(words)), None)
        if value:
            whole = pair.value.joined(pair.key) if pair.key else pair.value
            yield Candidate(
                "price.tax_treatment", value, clip(reading.text, whole, pair.value), "price.tax_treatment.label", 0.9
            )


def _is_priced(sentence: Sentence, reading: Reading) -> bool:
    """Whether a sentence is about a price, or holds one."""
    return bool(_TAX_ON_PRICE.search(f"{sentence.text} {sentence.topic}")) or any(typed.amount(sentence.text, reading))


_NAMED_TAX = pattern(r"vat|gst|sales|tax on|value")


RULES: tuple[Rule, ...] = (_tax, _labelled_tax)
