"""Certificates in files of their own vouch for the papers of the case as well."""

from collections.abc import Sequence

from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.signing.certified import certified
from sowcheck.core.cases import CaseDocument
from sowcheck.extract.vouching import vouched


def with_certificates(documents: Sequence[CaseDocument]) -> list[CaseDocument]:
    """The documents of a case; signatures that a certificate in another file confirms say so."""
    if not any(each.execution.certificates for each in documents):
        return list(documents)
    executions = {each.id: each.execution for each in documents}
    for pair in certified([Paper(each, ()) for each in documents]):
        if pair.holder is not pair.paper and (pair.is_of_its_envelope or not pair.stamps):
            page = f", page {pair.certificate.page}" if pair.certificate.page else ""
            executions[pair.paper.id] = vouched(
                executions[pair.paper.id], pair.certificate, f"{pair.holder.name}{page}"
            )
    return [each.model_copy(update={"execution": executions[each.id]}) for each in documents]
