"""PDFs signed with certificates of a certificate authority that the tests make."""

import asyncio
import datetime as dt
import hashlib
import io
import re
from dataclasses import dataclass
from functools import cache

from asn1crypto import crl, keys, x509
from cryptography import x509 as certificates
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.stamp import TextStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore
from reportlab.pdfgen.canvas import Canvas

NOW = dt.datetime.now(dt.UTC)
YEAR = dt.timedelta(days=365)


@dataclass(frozen=True)
class Identity:
    """A certificate with its key."""

    certificate: certificates.Certificate
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

    @property
    def pem(self) -> bytes:
        """The certificate, as a file of trusted roots holds it."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)


def identity(
    name: str,
    issuer: Identity | None = None,
    *,
    organisation: str = "",
    address: str = "",
    until: dt.datetime | None = None,
    usages: tuple[str, ...] | None = None,
    purpose: ObjectIdentifier | None = None,
) -> Identity:
    """A certificate of a person, signed by `issuer`, or of an authority that signs its own.

    `usages` are what the key may be used for, where that is not what the kind of the certificate suggests.
    """
    wanted = usages or (
        ("key_cert_sign", "crl_sign") if issuer is None else ("digital_signature", "content_commitment")
    )
    # Time stamps are made with RSA keys alone.
    key = rsa.generate_private_key(65537, 2048) if purpose else ec.generate_private_key(ec.SECP256R1())
    names = [certificates.NameAttribute(NameOID.COMMON_NAME, name)]
    if organisation:
        names.append(certificates.NameAttribute(NameOID.ORGANIZATION_NAME, organisation))
    subject = certificates.Name(names)
    last = until or NOW + 5 * YEAR
    made = (
        certificates.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(certificates.random_serial_number())
        .not_valid_before(last - 10 * YEAR)
        .not_valid_after(last)
        .add_extension(certificates.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(_usage(wanted), critical=True)
        .add_extension(certificates.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if address:
        made = made.add_extension(
            certificates.SubjectAlternativeName([certificates.RFC822Name(address)]), critical=False
        )
    if issuer:
        # Without a place to ask, nobody looks whether it was revoked; nothing is ever fetched from it.
        place = certificates.UniformResourceIdentifier("http://revoked.example/list.crl")
        made = made.add_extension(
            certificates.CRLDistributionPoints([certificates.DistributionPoint([place], None, None, None)]),
            critical=False,
        )
    if purpose:
        made = made.add_extension(certificates.ExtendedKeyUsage([purpose]), critical=True)
    signing = issuer.key if issuer else key
    made = made.add_extension(
        certificates.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), critical=False
    )
    return Identity(made.sign(signing, hashes.SHA256()), key)


_USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


def _usage(wanted: tuple[str, ...]) -> certificates.KeyUsage:
    return certificates.KeyUsage(**{name: name in wanted for name in _USAGES})


@cache
def authority() -> Identity:
    """The authority that the tests trust."""
    return identity("Test Root Authority")


@cache
def signer(
    name: str = "Ingrid Vestergaard", organisation: str = "Fjellheim Logistikk AS", address: str = ""
) -> Identity:
    """Somebody whose certificate the authority has signed."""
    return identity(name, authority(), organisation=organisation, address=address)


def contract(*lines: str, signature_fields: tuple[str, ...] = ("Customer", "Supplier")) -> bytes:
    """A PDF of one page with empty signature fields."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    for number, line in enumerate(lines or ("Statement of Work", "The fixed fee is EUR 184,000.")):
        canvas.drawString(72, 760 - 20 * number, line)
    canvas.save()
    return with_signature_fields(stream.getvalue(), signature_fields)


def with_signature_fields(data: bytes, signature_fields: tuple[str, ...] = ("Customer", "Supplier")) -> bytes:
    """The PDF with empty fields to sign."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    for number, name in enumerate(signature_fields):
        box = (72 + 220 * number, 100, 272 + 220 * number, 160)
        fields.append_signature_field(writer, fields.SigFieldSpec(name, box=box))
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


@cache
def stamper() -> Identity:
    """An authority for time stamps, whose certificate the authority has signed."""
    return identity("Test Time Stamps", authority(), purpose=ExtendedKeyUsageOID.TIME_STAMPING)


def time_stamps(moment: dt.datetime, by: Identity | None = None) -> DummyTimeStamper:
    """A service that stamps everything with one moment."""
    who = by or stamper()
    return DummyTimeStamper(_certificate(who), _key(who), certs_to_embed=_store(authority()), fixed_dt=moment)


def revocation_list(*revoked: Identity, at: dt.datetime | None = None) -> crl.CertificateList:
    """The authority's list of certificates that are no longer good since a moment."""
    made = (
        certificates.CertificateRevocationListBuilder()
        .issuer_name(authority().certificate.subject)
        .last_update(NOW - dt.timedelta(hours=1))
        .next_update(NOW + YEAR)
        .add_extension(
            certificates.AuthorityKeyIdentifier.from_issuer_public_key(authority().key.public_key()), critical=False
        )
        .add_extension(certificates.CRLNumber(1), critical=False)
    )
    for each in revoked:
        entry = (
            certificates.RevokedCertificateBuilder()
            .serial_number(each.certificate.serial_number)
            .revocation_date(at or NOW - dt.timedelta(days=1))
        )
        made = made.add_revoked_certificate(entry.build())
    signed_list = made.sign(authority().key, hashes.SHA256())
    return crl.CertificateList.load(signed_list.public_bytes(serialization.Encoding.DER))


def with_revocations(data: bytes, *lists: crl.CertificateList) -> bytes:
    """The PDF with revocation lists in its security store, as services add them for later checks."""
    out = io.BytesIO(data)
    DocumentSecurityStore.add_dss(out, sig_contents=None, crls=lists)
    return out.getvalue()


def signed(
    data: bytes,
    field: str,
    by: Identity | None = None,
    *,
    certify: bool = False,
    level: fields.MDPPerm = fields.MDPPerm.FILL_FORMS,
    stamps: DummyTimeStamper | None = None,
) -> bytes:
    """The PDF with one of its signature fields signed."""
    who = by or signer()
    simple = signers.SimpleSigner(
        signing_cert=_certificate(who), signing_key=_key(who), cert_registry=_store(authority())
    )
    meta = signers.PdfSignatureMetadata(field_name=field, certify=certify, docmdp_permissions=level)
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    out = io.BytesIO()
    signers.PdfSigner(meta, simple, timestamper=stamps).sign_pdf(writer, output=out)
    return out.getvalue()


def signed_over(data: bytes, box: tuple[int, int, int, int], words: str, by: Identity) -> bytes:
    """The PDF with one more signature, in a box of its own that shows `words`."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    fields.append_signature_field(writer, fields.SigFieldSpec("Witness", box=box))
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    simple = signers.SimpleSigner(
        signing_cert=_certificate(by), signing_key=_key(by), cert_registry=_store(authority())
    )
    meta = signers.PdfSignatureMetadata(field_name="Witness")
    made = io.BytesIO()
    style = TextStampStyle(stamp_text=words)
    signers.PdfSigner(meta, simple, stamp_style=style).sign_pdf(IncrementalPdfFileWriter(out), output=made)
    return made.getvalue()


def with_time_stamp(data: bytes) -> bytes:
    """The PDF with a time stamp of the whole file, as services add one for later checks."""
    out = io.BytesIO()
    signers.PdfTimeStamper(time_stamps(NOW)).timestamp_pdf(
        IncrementalPdfFileWriter(io.BytesIO(data)), "sha256", output=out
    )
    return out.getvalue()


def signed_in_part(data: bytes, field: str, uncovered: int, by: Identity | None = None) -> bytes:
    """The PDF with a signature that is sound, but leaves the last bytes of the file uncovered."""
    made = signed(data, field, by)
    start, end = made.index(b"/Contents <") + len(b"/Contents "), made.index(b">", made.index(b"/Contents <")) + 1
    ranges = re.search(rb"/ByteRange \[[^\]]*\]", made)
    assert ranges is not None
    last = len(made) - uncovered
    told = b"/ByteRange [0 %d %d %d]" % (start, end, last - end)
    made = made[: ranges.start()] + told.ljust(len(ranges[0])) + made[ranges.end() :]
    digest = hashlib.sha256(made[:start] + made[end:last]).digest()
    who = by or signer()
    simple = signers.SimpleSigner(
        signing_cert=_certificate(who), signing_key=_key(who), cert_registry=_store(authority())
    )
    value: bytes = asyncio.run(simple.async_sign(digest, "sha256")).dump().hex().encode()
    return made[: start + 1] + value.ljust(end - start - 2, b"0") + made[end - 1 :]


def _store(*identities: Identity) -> SimpleCertificateStore:
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register_multiple([_certificate(each) for each in identities])
    return store


def _certificate(of: Identity) -> x509.Certificate:
    return x509.Certificate.load(of.certificate.public_bytes(serialization.Encoding.DER))


def _key(of: Identity) -> keys.PrivateKeyInfo:
    return keys.PrivateKeyInfo.load(
        of.key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
