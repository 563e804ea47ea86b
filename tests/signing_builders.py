"""PDFs signed with certificates of a certificate authority that the tests make."""

import datetime as dt
import io
from dataclasses import dataclass
from functools import cache

from asn1crypto import keys, x509
from cryptography import x509 as certificates
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore
from reportlab.pdfgen.canvas import Canvas

NOW = dt.datetime.now(dt.UTC)
YEAR = dt.timedelta(days=365)


@dataclass(frozen=True)
class Identity:
    """A certificate with its key."""

    certificate: certificates.Certificate
    key: ec.EllipticCurvePrivateKey

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
) -> Identity:
    """A certificate of a person, signed by `issuer`, or of an authority that signs its own."""
    key = ec.generate_private_key(ec.SECP256R1())
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
        .add_extension(_usage(authority=issuer is None), critical=True)
        .add_extension(certificates.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if address:
        made = made.add_extension(
            certificates.SubjectAlternativeName([certificates.RFC822Name(address)]), critical=False
        )
    signing = issuer.key if issuer else key
    made = made.add_extension(
        certificates.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), critical=False
    )
    return Identity(made.sign(signing, hashes.SHA256()), key)


def _usage(*, authority: bool) -> certificates.KeyUsage:
    return certificates.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


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
    writer = IncrementalPdfFileWriter(io.BytesIO(stream.getvalue()))
    for number, name in enumerate(signature_fields):
        box = (72 + 220 * number, 100, 272 + 220 * number, 160)
        fields.append_signature_field(writer, fields.SigFieldSpec(name, box=box))
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


def signed(data: bytes, field: str, by: Identity | None = None, *, certify: bool = False) -> bytes:
    """The PDF with one of its signature fields signed."""
    who = by or signer()
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register(x509.Certificate.load(_der(authority())))
    simple = signers.SimpleSigner(
        signing_cert=x509.Certificate.load(_der(who)),
        signing_key=keys.PrivateKeyInfo.load(
            who.key.private_bytes(
                serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        ),
        cert_registry=store,
    )
    meta = signers.PdfSignatureMetadata(field_name=field, certify=certify, docmdp_permissions=fields.MDPPerm.FILL_FORMS)
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    out = io.BytesIO()
    signers.PdfSigner(meta, simple).sign_pdf(writer, output=out)
    return out.getvalue()


def _der(of: Identity) -> bytes:
    return of.certificate.public_bytes(serialization.Encoding.DER)
