#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Check what a precinct handed over without trusting the program that made it.

    precinct_verify.py FILE... --package package.zip --fingerprint "1234 5678 ..."

FILE is a bundle (.zip), a package (.zip), a protocol (.json), a seal (.seal), the text of a page's sealed
code (a file that begins with KZ1:), or an extract of the journal (.jsonl).  Each check is printed by name:
"+" good, "X" not good, "?" not checked here, with the reason.  Exit status 0: all is good; 1: something is
not, or nothing is known to be trusted; 2: a file could not be read at all.

Written from the formats, not from the program: nothing of `precinct_app` is used, only Python 3.11 and the
library `cryptography` (signatures and certificates).  Trust begins with the fingerprint: 36 digits that the
higher commission gave out on paper.  Without them a file can be consistent, never trusted.

Read it in this order:  1 canonical JSON  2 the container  3 DER  4 certificates and revocation
5 signatures of several people (CMS)  6 the package  7 forms  8 the seal  9 protocols  10 bundles
11 the journal  12 the command.  Not checked here: the arithmetic of a protocol, PDF and XLSX signatures
(beside this file: verify_pdf_sig.py, verify_xlsx_poi), and whether a district already holds another version.
"""

import argparse
import hashlib
import json
import re
import struct
import sys
import tomllib
import unicodedata
import zlib
from datetime import datetime, timezone
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID


class Bad(Exception):
    """A check failed; the text says why."""


def demand(condition, why):
    if not condition:
        raise Bad(why)


class Report:
    """The checks of one file in order: name, True, False or None, reason."""

    def __init__(self):
        self.checks = []
        self.only_paper = False  # nobody signed with a key, and the file says so

    def note(self, name, good, reason=""):
        self.checks.append((name, good, reason))

    def run(self, name, work, *arguments):
        """Do a check; its result, or None when it is not good."""
        try:
            result = work(*arguments)
        except Bad as error:
            self.note(name, False, str(error))
            return None
        except Exception as error:  # hostile bytes: whatever a parser says, the check is not good
            self.note(name, False, f"{type(error).__name__}: {str(error)[:200]}")
            return None
        self.note(name, True)
        return result

    @property
    def bad(self):
        return any(good is False for _, good, _ in self.checks)


# --- 1 canonical JSON -----------------------------------------------------------------------------
# One byte string for the same data: UTF-8, NFC, keys [a-z0-9_] sorted, no spaces, whole numbers from 0 to
# 2**53-1, nothing but objects, arrays, texts and numbers.  Read, write again, compare.


def canonical_json(value):
    check_json(value, 0)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def check_json(value, depth):
    demand(depth <= 32, "JSON nested too deep")
    if isinstance(value, dict):
        for key, item in value.items():
            demand(re.fullmatch(r"[a-z0-9_]+", key), f"JSON key {key!r}")
            check_json(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            check_json(item, depth + 1)
    elif isinstance(value, str):
        demand(unicodedata.normalize("NFC", value) == value, "a text is not NFC")
    else:
        demand(type(value) is int and 0 <= value < 2**53, f"JSON value {value!r}")


def read_json(data):
    value = json.loads(data.decode("utf-8"))
    demand(canonical_json(value) == data, "the JSON is not in its one form: it was written or changed by other means")
    return value


def has_fields(thing, fields, what):
    demand(isinstance(thing, dict) and set(thing) == set(fields.split()), f"{what}: unknown or missing fields")


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def control_number(data):
    """36 digits in groups of four: SHA-256 modulo 10**36.  It is printed on every page of a protocol."""
    digits = f"{int.from_bytes(hashlib.sha256(data).digest(), 'big') % 10**36:036d}"
    return " ".join(digits[i : i + 4] for i in range(0, 36, 4))


# --- 2 the container: a zip without compression ------------------------------------------------------
# Read by its local headers from the first byte on, then the whole zip is written again from the parts: so
# there is no room for a gap, a prefix, a comment, a second entry of one name, or anything after the end.

LOCAL, CENTRAL, END = b"PK\3\4", b"PK\1\2", b"PK\5\6"
DOS_TIME, DOS_DATE = 0, 0x21  # 1 January 1980
MODE = 0o100644 << 16
BUNDLE_NAMES = re.compile(
    r"manifest\.(json|p7s)|[a-z0-9_-]{1,64}\.(json|seal|pdf|xlsx)|[a-z0-9_-]{1,64}\.outside-[0-9]{1,2}\.p7s"
)
PACKAGE_NAMES = re.compile(
    r"manifest\.(json|p7s)|election\.json|form-[a-z0-9_]{1,64}\.toml|root\.der"
    r"|authority-[0-9]{4}\.der|revocations-[0-9]{4}\.crl|signer-[0-9]{6}\.der"
)


def read_container(data, names, most_files, most_bytes, most_each):
    demand(len(data) <= most_bytes, "the container is too large")
    files, at = {}, 0
    while data[at : at + 4] == LOCAL:
        head = struct.unpack("<4sHHHHHIIIHH", data[at : at + 30])
        size, name_size = head[8], head[9]
        name = data[at + 30 : at + 30 + name_size].decode("ascii")
        demand(names.fullmatch(name), f"a file named {name[:80]!r}")
        demand(name not in files, f"{name} is there twice")
        demand(size <= most_each, f"{name} is too large")
        start = at + 30 + name_size
        files[name] = data[start : start + size]
        at = start + size
        demand(at <= len(data) and len(files) <= most_files, "the container is cut, or holds too many files")
    demand(files, "this is not a container")
    order = [n for n in ("manifest.json", "manifest.p7s") if n in files]
    order += sorted(set(files) - set(order))
    demand(write_container(files, order) == data, "the container is not in its one form")
    return files


def write_container(files, order):
    body, directory = b"", b""
    for name in order:
        content, raw = files[name], name.encode()
        common = struct.pack("<HHHHIIIH", 0, 0, DOS_TIME, DOS_DATE, zlib.crc32(content), len(content), len(content), len(raw))
        directory += CENTRAL + struct.pack("<HH", 3 << 8 | 20, 20) + common
        directory += struct.pack("<HHHHII", 0, 0, 0, 0, MODE, len(body)) + raw
        body += LOCAL + struct.pack("<H", 20) + common + struct.pack("<H", 0) + raw + content
    count = len(order)
    return body + directory + END + struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(body), 0)


# --- 3 DER: tag, length, content, and only the shortest form of each ----------------------------------


def tlv(data, at=0):
    """The value that begins at `at`: tag, content, where it ends."""
    demand(at + 2 <= len(data), "DER is cut")
    tag, size, start = data[at], data[at + 1], at + 2
    if size >= 0x80:
        octets = size & 0x7F
        size, start = int.from_bytes(data[start : start + octets], "big"), start + octets
        demand(1 <= octets <= 4 and size >= 0x80 and size >> 8 * (octets - 1), "a DER length is not the shortest")
    demand(start + size <= len(data), "DER is cut")
    return tag, data[start : start + size], start + size


def inside(data, tag, what):
    """The content of `data`, which must be one value of this tag and nothing else."""
    found, content, end = tlv(data)
    demand(found == tag and end == len(data), f"{what}: not as it must be")
    return content


def parts(content):
    """Values that stand one after the other, each as its whole encoding."""
    found, at = [], 0
    while at < len(content):
        end = tlv(content, at)[2]
        found.append(content[at:end])
        at = end
    return found


def sorted_parts(content, what):
    found = parts(content)
    demand(found == sorted(set(found)), f"{what}: not in order, or something is there twice")
    return found


def der(tag, content):
    size = len(content)
    octets = (size.bit_length() + 7) // 8
    head = bytes([size]) if size < 0x80 else bytes([0x80 | octets]) + size.to_bytes(octets, "big")
    return bytes([tag]) + head + content


SEQUENCE, SET, OCTETS, OID, ZERO = 0x30, 0x31, 0x04, 0x06, 0xA0
DATA = der(OID, bytes.fromhex("2a864886f70d010701"))
SIGNED_DATA = der(OID, bytes.fromhex("2a864886f70d010702"))
CONTENT_TYPE = der(OID, bytes.fromhex("2a864886f70d010903"))
MESSAGE_DIGEST = der(OID, bytes.fromhex("2a864886f70d010904"))
SIGNING_TIME = der(OID, bytes.fromhex("2a864886f70d010905"))
SIGNING_CERTIFICATE = der(OID, bytes.fromhex("2a864886f70d010910022f"))
ONE = b"\x02\x01\x01"
SHA256 = der(SEQUENCE, der(OID, bytes.fromhex("608648016503040201")) + b"\x05\x00")
ECDSA_SHA256 = der(SEQUENCE, der(OID, bytes.fromhex("2a8648ce3d040302")))
RSA_SHA256 = der(SEQUENCE, der(OID, bytes.fromhex("2a864886f70d01010b")) + b"\x05\x00")


# --- 4 certificates and revocation ---------------------------------------------------------------------
# Root, territorial authority, signer: three levels and no more.  Authorities sign certificates and lists only,
# signers sign documents only.  Judged as of the claimed signing time; what any list revoked is revoked.

ROLES_OF_A_PRECINCT = {"chair", "deputy", "secretary", "member"}
CERTIFIERS = {"chair", "deputy", "secretary"}
ORDER = int("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16)  # of P-256
EXTENSIONS = {"2.5.29.19", "2.5.29.15", "2.5.29.14", "2.5.29.35"}  # basic constraints, key usage, key ids
STRONG = (hashes.SHA256, hashes.SHA384, hashes.SHA512)


def load_certificate(data, authority):
    certificate = x509.load_der_x509_certificate(data)
    demand(certificate.public_bytes(Encoding.DER) == data, "a certificate is not its own bytes")
    key = certificate.public_key()
    usual = isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name == "secp256r1"
    demand(usual or (isinstance(key, rsa.RSAPublicKey) and key.key_size >= 2048), "a key of a kind not allowed")
    demand(isinstance(certificate.signature_hash_algorithm, STRONG), "a certificate by a weak hash")
    found = {e.oid.dotted_string: e.value for e in certificate.extensions}
    demand(set(found) <= EXTENSIONS and {"2.5.29.19", "2.5.29.15"} <= set(found), "a certificate's extensions")
    usage, may_certify = found["2.5.29.15"], found["2.5.29.19"].ca
    signs = usage.digital_signature or usage.content_commitment
    if authority:
        demand(may_certify and usage.key_cert_sign and usage.crl_sign and not signs, "not an authority's certificate")
    else:
        demand(not may_certify and usage.digital_signature and not usage.key_cert_sign, "not a signer's certificate")
    return certificate


def named(name, oid):
    values = [a.value for a in name.get_attributes_for_oid(oid)]
    demand(len(values) == 1, "a certificate's subject is not as it must be")
    return values[0]


class Signer:
    """Who a certificate says its owner is."""

    def __init__(self, certificate):
        subject = certificate.subject
        self.der = certificate.public_bytes(Encoding.DER)
        self.certificate = certificate
        self.election = named(subject, NameOID.ORGANIZATION_NAME)
        self.unit = named(subject, NameOID.ORGANIZATIONAL_UNIT_NAME)
        self.role = named(subject, NameOID.TITLE)
        self.member = named(subject, NameOID.USER_ID)
        self.name = named(subject, NameOID.COMMON_NAME)
        self.claimed = None

    def __str__(self):
        return f"{self.name} ({self.role}, {self.unit})"


class Revoked:
    """The revocation lists of one authority together: the highest number rules, nothing is taken back."""

    def __init__(self, authority, lists):
        self.times, self.ends, highest = {}, None, -1
        own = [found for found in lists if self.issued(authority, found)]
        for found in sorted(own, key=self.number):
            for entry in found:
                self.times[entry.serial_number] = entry.revocation_date_utc
            highest, self.ends = self.number(found), found.next_update_utc
        demand(highest >= 0 and self.ends, "an authority has no revocation list")

    @staticmethod
    def issued(authority, found):
        strong = isinstance(found.signature_hash_algorithm, STRONG)
        return strong and found.issuer == authority.subject and found.is_signature_valid(authority.public_key())

    @staticmethod
    def number(found):
        allowed = {"2.5.29.20", "2.5.29.35"}
        demand({e.oid.dotted_string for e in found.extensions} == allowed, "a revocation list's extensions")
        return found.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number

    def check(self, certificate, moment, name):
        demand(moment <= self.ends, f"the revocation list is too old for {name}")
        since = self.times.get(certificate.serial_number)
        if since is not None:
            when = "before" if since <= moment else "after"
            raise Bad(f"certificate of {name} was revoked {since:%Y-%m-%d %H:%M} UTC, {when} the claimed signing time")


class Trust:
    """Root, territorial authorities and revocation lists of one election."""

    def __init__(self, root, authorities, lists):
        self.root = load_certificate(root, authority=True)
        self.root.verify_directly_issued_by(self.root)
        self.authorities = [load_certificate(data, authority=True) for data in authorities]
        for authority in self.authorities:
            authority.verify_directly_issued_by(self.root)
        loaded = [x509.load_der_x509_crl(data) for data in lists]
        for found, data in zip(loaded, lists):
            demand(found.public_bytes(Encoding.DER) == data, "a revocation list is not its own bytes")
        self.root_revoked = Revoked(self.root, loaded)
        self.revoked = [Revoked(authority, loaded) for authority in self.authorities]

    def judge(self, data, moment, roles):
        """The signer of a certificate, good at the moment for one of the roles, and its authority."""
        certificate = load_certificate(data, authority=False)
        signer = Signer(certificate)
        for authority, revoked in zip(self.authorities, self.revoked):
            if self.issued(certificate, authority):
                break
        else:
            raise Bad(f"the certificate of {signer} is not of this election's authorities")
        for held in (certificate, authority, self.root):
            good = held.not_valid_before_utc <= moment <= held.not_valid_after_utc
            demand(good, f"{signer} signed outside the certificates' validity")
        revoked.check(certificate, moment, signer)
        self.root_revoked.check(authority, moment, f"the authority of {signer}")
        demand(signer.role in roles, f"{signer} may not sign this")
        demand(signer.election == named(self.root.subject, NameOID.ORGANIZATION_NAME), f"{signer} is of another election")
        signer.claimed = moment
        return signer, authority

    @staticmethod
    def issued(certificate, authority):
        try:
            certificate.verify_directly_issued_by(authority)
        except (InvalidSignature, ValueError, TypeError):
            return False
        return True


def check_signature(key, signature, data):
    """`signature` is raw r||s for P-256, with the lower of the two possible s, or PKCS#1 v1.5 for RSA."""
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, data, padding.PKCS1v15(), hashes.SHA256())
            return
        demand(len(signature) == 64, "a signature of the wrong size")
        r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
        demand(s <= ORDER // 2, "a signature in its second form")
        key.verify(encode_dss_signature(r, s), data, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        raise Bad("a signature does not hold: the data or the signature was changed") from None


# --- 5 signatures of several people over one content (CMS, RFC 5652), detached ------------------------------


def verify_cms(message, content, trust, roles):
    """All signers, each good; the message must have its one form, byte for byte."""
    demand(len(message) <= 65536, "the signature file is too large")
    outer = parts(inside(message, SEQUENCE, "signature file"))
    demand(len(outer) == 2 and outer[0] == SIGNED_DATA, "not a signature file")
    pieces = parts(inside(inside(outer[1], ZERO, "signature file"), SEQUENCE, "signature file"))
    demand(len(pieces) == 5, "signature file: unknown or missing parts")
    head = [ONE, der(SET, SHA256), der(SEQUENCE, DATA)]
    demand(pieces[:3] == head, "signature file: other algorithms, or content inside")
    certificates = sorted_parts(inside(pieces[3], ZERO, "certificates"), "certificates")
    infos = sorted_parts(inside(pieces[4], SET, "signers"), "signers")
    demand(infos, "nobody has signed")
    judged = [verify_signer(info, certificates, content, trust, roles) for info in infos]
    own = {signer.der for signer, _ in judged}
    above = {authority.public_bytes(Encoding.DER) for _, authority in judged}
    demand(len(own) == len(judged), "somebody signed twice")
    demand(set(certificates) == own | above, "signature file: certificates that belong to nobody")
    return [signer for signer, _ in judged]


def verify_signer(info, certificates, content, trust, roles):
    pieces = parts(inside(info, SEQUENCE, "signer"))
    demand(len(pieces) == 6 and pieces[0] == ONE and pieces[2] == SHA256, "signer: other form or algorithm")
    data = next((c for c in certificates if issuer_and_number(c) == pieces[1]), None)
    demand(data is not None, "the signer's certificate is missing")
    attributes = inside(pieces[3], ZERO, "signed attributes")
    moment = check_attributes(attributes, content, data)
    signer, authority = trust.judge(data, moment, roles)
    key, signature = signer.certificate.public_key(), inside(pieces[5], OCTETS, "signature")
    is_rsa = isinstance(key, rsa.RSAPublicKey)
    demand(pieces[4] == (RSA_SHA256 if is_rsa else ECDSA_SHA256), "signer: the algorithm is not the key's")
    if not is_rsa:
        r, s = decode_dss_signature(signature)
        demand(encode_dss_signature(r, s) == signature, "a signature that is not DER")
        signature = r.to_bytes(32, "big") + s.to_bytes(32, "big")
    check_signature(key, signature, der(SET, attributes))
    return signer, authority


def issuer_and_number(certificate):
    """How CMS names a certificate: its issuer and serial number, cut out of it."""
    fields = parts(inside(parts(inside(certificate, SEQUENCE, "certificate"))[0], SEQUENCE, "certificate"))
    return der(SEQUENCE, fields[3] + fields[1])  # version, serial number, algorithm, issuer, ...


def check_attributes(attributes, content, certificate):
    """Content type, digest, certificate and claimed time, and nothing else; the time is given back."""
    found = sorted_parts(attributes, "signed attributes")
    reference = der(SEQUENCE, der(OCTETS, hashlib.sha256(certificate).digest()))
    wanted = {
        attribute(CONTENT_TYPE, DATA),
        attribute(MESSAGE_DIGEST, der(OCTETS, hashlib.sha256(content).digest())),
        attribute(SIGNING_CERTIFICATE, der(SEQUENCE, der(SEQUENCE, reference))),
    }
    rest = [a for a in found if a not in wanted]
    demand(len(found) == 4 and len(rest) == 1, "what was signed is not this content, or not in its one form")
    text = next((t for t in [rest[0][-13:].decode("ascii", "replace")] if re.fullmatch(r"[0-9]{12}Z", t)), None)
    demand(text is not None, "no claimed signing time")
    demand(rest[0] == attribute(SIGNING_TIME, der(0x17, text.encode())), "no claimed signing time")
    return datetime.strptime("20" + text, "%Y%m%d%H%M%SZ").replace(tzinfo=timezone.utc)


def attribute(kind, value):
    return der(SEQUENCE, kind + der(SET, value))


# --- 6 the package: the election, its forms and whom to trust -----------------------------------------------


class Package:
    """An election package whose container, hashes and signature are consistent; trusted only by fingerprint."""

    def __init__(self, data, later=()):
        files = read_container(data, PACKAGE_NAMES, 20_000, 64_000_000, 32_000_000)
        self.manifest_bytes = files.pop("manifest.json", b"")
        message = files.pop("manifest.p7s", b"")
        manifest = read_json(self.manifest_bytes)
        has_fields(manifest, "created election_id files format mode nonce previous sequence", "package manifest")
        demand(manifest["format"] == "precinct-package-1", "not a package")
        check_files(manifest["files"], files)
        demand({"election.json", "root.der"} <= set(files), "the package is not whole")

        def all_of(prefix):
            return [data for name, data in sorted(files.items()) if name.startswith(prefix)]

        self.trust = Trust(files["root.der"], all_of("authority-"), [*all_of("revocations-"), *later])
        self.signers = {hashlib.sha256(data).digest()[:8]: data for data in all_of("signer-")}
        self.signed_by = verify_cms(message, self.manifest_bytes, self.trust, {"package-signer"})
        self.election = read_json(files["election.json"])
        for field in ("election_id", "mode", "sequence", "previous"):
            demand(self.election[field] == manifest[field], f"manifest and election differ in {field}")
        self.forms = {n[5:-5]: d.decode("utf-8") for n, d in files.items() if n.startswith("form-")}
        self.sha256 = sha256(self.manifest_bytes)
        self.precincts = {p["precinct_id"]: p for p in self.election["precincts"] if p["ballot_ids"]}
        self.ballots = {b["ballot_id"]: b for b in self.election["ballots"]}
        self.contests = {c["contest_id"]: c for c in self.election["contests"]}

    @property
    def fingerprint(self):
        return control_number(self.manifest_bytes)


def check_files(listed, files):
    """Every listed file is there with its size and hash, and no other."""
    for entry in listed:
        has_fields(entry, "path sha256 size", "list of files")
    paths = [entry["path"] for entry in listed]
    demand(len(set(paths)) == len(paths), "a file is listed twice")
    for name in sorted(set(paths) ^ set(files)):
        raise Bad(f"{name}: listed and missing, or there and not listed")
    for entry in listed:
        content = files[entry["path"]]
        same = (entry["size"], entry["sha256"]) == (len(content), sha256(content))
        demand(same, f"{entry['path']} was changed: its SHA-256 is not the one that was signed")


# --- 7 forms: which lines are printed, and so sealed ----------------------------------------------------------

LEVELS = ["count_only", "registers", "marks"]
ROWS_FROM = {"options": "votes", "members": "member", "boxes": "box", "kinds": "kind", "questions": "question"}


class Form:
    """A form and the forms that it builds on, laid over each other by the names of lines and tables."""

    def __init__(self, form_id, texts):
        layers, name = [], form_id
        while name is not None:
            demand(name in texts and len(layers) < 8, "a form that the package does not bring")
            layers.append((name, tomllib.loads(texts[name])))
            name = layers[-1][1].get("builds_on")
        digest = hashlib.sha256()
        for name, _ in layers:
            digest.update(texts[name].encode() + b"\0")
        self.sha256 = digest.hexdigest()
        lines, tables = {}, {}
        for _, content in reversed(layers):
            for name in content.get("remove", []):
                lines.pop(name, None)
                tables.pop(name, None)
            for kind, items in ((lines, content.get("line", [])), (tables, content.get("table", []))):
                for item in items:
                    kind[item["name"]] = {**kind.get(item["name"], {}), **item}
        items = [(self.place(i), False, i) for i in lines.values()] + [(self.place(i), True, i) for i in tables.values()]
        self.items = sorted(items, key=lambda item: item[:2])

    @staticmethod
    def place(item):
        """By official number: 14, 14a, 15, with a line before the table of its number."""
        return [(int(n or 0), letter) for n, letter in re.findall(r"(\d+)|([a-z]+)", item["official"])]

    def printed(self, rows, level):
        """Names of the printed cells in official order, as [line, row]; rows of boxes and members left out."""
        for _, is_table, item in self.items:
            if LEVELS.index(item.get("level", "count_only")) > LEVELS.index(level):
                continue
            if not is_table:
                if item.get("printed", True):
                    yield item["name"], ""
                continue
            names = [r["name"] for r in item.get("row", [])]
            names = rows.get(ROWS_FROM.get(item["rows"], ""), names)
            for row in names:
                for column in item["column"]:
                    shown = LEVELS.index(column.get("level", "count_only")) <= LEVELS.index(level)
                    line = f"{item['name']}.{column['name']}" if column.get("name") else item["name"]
                    if shown and column.get("printed", True) and item["name"] not in ("box", "member"):
                        yield line, row


# --- 8 the seal: the figures under the certifier's signature, as in the QR code -------------------------------
# CBOR [body, first 8 bytes of the certificate's SHA-256, r||s]; the body is CBOR too.  The code's text is KZ1: and base45.

UNDEFINED = "empty"
BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def read_base45(text):
    demand(text.startswith("KZ1:") and len(text) <= 4000, "not a sealed code")
    digits, data = [BASE45.index(c) for c in text[4:]], b""
    for i in range(0, len(digits), 3):
        group = digits[i : i + 3]
        demand(len(group) > 1, "the code is cut")
        value = sum(digit * 45**place for place, digit in enumerate(group))
        data += value.to_bytes(len(group) - 1, "big")
    return data


def cbor(data, at=0, depth=0):
    """One value in its shortest form: whole numbers, bytes, texts, arrays, null ("n/a"), undefined (empty)."""
    demand(at < len(data) and depth <= 4, "CBOR is cut or too deep")
    kind, size, at = data[at] >> 5, data[at] & 31, at + 1
    if kind == 7:
        demand(size in (22, 23), "a CBOR value that no seal has")
        return ("n/a" if size == 22 else UNDEFINED), at
    demand(kind in (0, 2, 3, 4) and size <= 27, "a CBOR value that no seal has")
    if size >= 24:
        octets = 1 << (size - 24)
        size, at = int.from_bytes(data[at : at + octets], "big"), at + octets
        least = {1: 24, 2: 256, 4: 65536, 8: 2**32}[octets]
        demand(at <= len(data) and size >= least, "a CBOR number is not the shortest")
    if kind == 0:
        return size, at
    if kind in (2, 3):
        demand(at + size <= len(data), "CBOR is cut")
        content = data[at : at + size]
        return (content if kind == 2 else content.decode("utf-8")), at + size
    items = []
    demand(size <= len(data), "CBOR is cut")
    for _ in range(size):
        item, at = cbor(data, at, depth + 1)
        items.append(item)
    return items, at


def cbor_array(data, length):
    value, end = cbor(data)
    demand(end == len(data) and isinstance(value, list) and len(value) == length, "not a seal")
    return value


class Seal:
    """What a seal says."""

    def __init__(self, data):
        demand(len(data) <= 2000, "a seal is smaller")
        self.body, self.key_id, self.signature = cbor_array(data, 3)
        fields = cbor_array(self.body, 11)
        schema, self.election, self.precinct, self.ballot, self.form, self.version, made = fields[:7]
        self.lines, self.boxes, self.votes, self.digest = fields[7:]
        demand(schema == 1, "a seal of another schema")
        demand(all(type(t) is str for t in (self.election, self.precinct, self.ballot, self.form)), "not a seal")
        demand(type(self.version) is int and type(made) is int, "not a seal")
        demand(all(type(p) is bytes for p in (self.body, self.key_id, self.signature, self.digest)), "not a seal")
        demand([len(p) for p in (self.key_id, self.signature, self.digest)] == [8, 64, 16], "not a seal")
        for figures in (self.lines, self.boxes, self.votes):
            demand(isinstance(figures, list), "not a seal")
            demand(all(type(f) is int or f in ("n/a", UNDEFINED) for f in figures), "not a seal")
        self.made = datetime.fromtimestamp(made, timezone.utc)

    def judge(self, package):
        """Who sealed; the certificate is the package's, so a photo of the code is enough."""
        certificate = package.signers.get(self.key_id)
        demand(certificate is not None, "whoever sealed this is not in the package")
        signer, _ = package.trust.judge(certificate, self.made, CERTIFIERS)
        key = signer.certificate.public_key()
        demand(isinstance(key, ec.EllipticCurvePublicKey), "a seal is made by an EC key only")
        check_signature(key, self.signature, self.body)
        demand((signer.election, signer.unit) == (self.election, self.precinct), f"{signer} sealed for another precinct")
        return signer

    def compare(self, record, record_json, form):
        """The seal must say what the protocol says: identity, hash, and every figure in its place."""
        values = {(v["line"], v["row"]): v["value"] for v in record["values"]}
        made = datetime.fromisoformat(record["times"]["protocol_made"]).replace(microsecond=0)
        told = (record["election"]["election_id"], record["precinct"]["precinct_id"], record["ballot"]["ballot_id"],
                record["ballot"]["form_id"], record["version"], made)
        holds = (self.election, self.precinct, self.ballot, self.form, self.version, self.made)
        demand(told == holds, "the seal is of another protocol")
        demand(hashlib.sha256(record_json).digest()[:16] == self.digest, "the seal is not over these data")
        options = [o["option_id"] for o in record["ballot"]["options"]]
        demand(self.votes == [values.get(("votes", o), UNDEFINED) for o in options], "the sealed votes differ")
        boxes = [v["value"] for v in record["values"] if v["line"] == "box.found"]
        demand(self.boxes == boxes, "the sealed boxes differ")
        rows = {"votes": options}
        for table in ("member", "box", "kind"):
            own = [v["row"] for v in record["values"] if v["row"] and v["line"].split(".")[0] == table]
            rows[table] = list(dict.fromkeys(own))
        cells = [c for c in form.printed(rows, record["level"]) if c[0] != "votes"]
        demand(self.lines == [values.get(c, UNDEFINED) for c in cells], "the sealed lines differ")


# --- 9 protocols ------------------------------------------------------------------------------------------------

PROTOCOL = ("format mode election precinct ballot version previous reason instance_id generation level members "
            "values presence times acts explanations opinions complaints journal_head")


def read_protocol(data):
    record = read_json(data)
    has_fields(record, PROTOCOL, "protocol")
    demand(record["format"] == "precinct-protocol-1", "not a protocol")
    for value in record["values"]:
        has_fields(value, "line row value source", "value")
        demand(value["value"] == "n/a" or type(value["value"]) is int, "a figure that is no number")
    cells = [(v["line"], v["row"]) for v in record["values"]]
    demand(len(set(cells)) == len(cells), "a figure is there twice")
    return record


def check_protocol_against(record, package):
    """Ballot, form, options and commission must be the package's own; the form is given back."""
    demand(record["election"]["election_id"] == package.election["election_id"], "a protocol of another election")
    demand(record["mode"] == package.election["mode"], "real and training are mixed")
    demand(record["election"]["package_sha256"] == package.sha256, "a protocol made by another package")
    precinct = package.precincts.get(record["precinct"]["precinct_id"])
    demand(precinct is not None, "a precinct that is not in the package")
    own = record["ballot"]
    demand(own["ballot_id"] in precinct["ballot_ids"], "a ballot that this precinct does not have")
    ballot = package.ballots[own["ballot_id"]]
    contest = package.contests[ballot["contest_id"]]
    form = Form(ballot["form_id"], package.forms)
    told = (own["form_id"], own["form_sha256"], own["contest_id"], own["mandates"])
    demand(told == (ballot["form_id"], form.sha256, ballot["contest_id"], contest["mandates"]), "another form")
    options = [(o["option_id"], o["name"]) for o in contest["options"]]
    demand([(o["option_id"], o["name"]) for o in own["options"]] == options, "other options, or in another order")
    demand(record["members"] == precinct["members"], "another commission")
    return form


def check_protocol(data, seal_data, package, report, name):
    """All checks of one protocol."""
    record = report.run(f"{name}: data in their one form", read_protocol, data)
    if record is None:
        return None
    report.note(f"{name}: control number {control_number(data)}", None, "compare with each page of the paper")
    if package is None:
        return record
    form = report.run(f"{name}: ballot, form, options, commission of the package", check_protocol_against, record, package)
    if not seal_data:
        report.note(f"{name}: seal", None, "there is none: compare with paper")
        return record
    seal = report.run(f"{name}: seal readable", Seal, seal_data)
    if seal is not None and form is not None:
        report.run(f"{name}: seal signed by the certifier", seal.judge, package)
        report.run(f"{name}: seal says the same figures", seal.compare, record, data, form)
    return record


# --- 10 bundles -------------------------------------------------------------------------------------------------

MANIFEST = ("format mode election_id package_sha256 package_sequence precinct_id instance_id generation handover_no receiver_id "
            "created renderer journal_head nonce protocols files")
HANDED = "ballot_id version previous reason rungs protocol_sha256 signers missing"
ROLES = ROLES_OF_A_PRECINCT | {"technician", "observer", "district-chair", "district-operator", "district-receipt",
                               "package-signer", "trainer"}
WHY_NOT = {"refuses", "ill", "away", "no_key"}


def read_manifest(data):
    manifest = read_json(data)
    has_fields(manifest, MANIFEST, "manifest")
    demand(manifest["format"] == "precinct-bundle-1", "not a bundle")
    demand(manifest["mode"] in ("real", "training"), "an unknown mode")
    demand(datetime.fromisoformat(manifest["created"]).isoformat() == manifest["created"], "a time in another form")
    for handed in manifest["protocols"]:
        has_fields(handed, HANDED, "protocol in the manifest")
        for signer in handed["signers"]:
            has_fields(signer, "member_id role", "signer in the manifest")
            demand(signer["role"] in ROLES, "an unknown role")
        for missing in handed["missing"]:
            has_fields(missing, "member_id why act", "missing signature in the manifest")
            demand(missing["why"] in WHY_NOT, "an unknown reason for a missing signature")
    return manifest


def check_bundle_files(manifest, files):
    check_files(manifest["files"], files)
    ballots = [handed["ballot_id"] for handed in manifest["protocols"]]
    for name in files:
        stem, _, ending = name.partition(".")
        own = stem in ballots and re.fullmatch(r"json|seal|pdf|xlsx|outside-[0-9]{1,2}\.p7s", ending)
        demand(own or re.fullmatch(r"act-[0-9]{1,4}\.pdf", name), f"{name} belongs to nothing")
    for ballot in ballots:
        demand(f"{ballot}.json" in files, f"{ballot}.json is missing")


def check_identity(manifest, package, signers):
    """Right election, precinct, receiver, and people of this very commission."""
    demand(manifest["election_id"] == package.election["election_id"], "a bundle of another election")
    demand(manifest["mode"] == package.election["mode"], "real and training are mixed")
    demand(manifest["package_sha256"] == package.sha256, "a bundle made by another package")
    precinct = package.precincts.get(manifest["precinct_id"])
    demand(precinct is not None, "a precinct that is not in the package")
    ballots = [handed["ballot_id"] for handed in manifest["protocols"]]
    demand(ballots and len(set(ballots)) == len(ballots), "no protocol, or one twice")
    members = {m["member_id"]: m["role"] for m in precinct["members"]}
    for handed in manifest["protocols"]:
        demand(handed["ballot_id"] in precinct["ballot_ids"], "a ballot that this precinct does not have")
        receiver = package.ballots[handed["ballot_id"]]["receiver_id"]
        demand(receiver == manifest["receiver_id"], f"{handed['ballot_id']} goes to another commission")
        for signer in handed["signers"]:
            demand(members.get(signer["member_id"]) == signer["role"], "a signer who is not of this commission")
        demand(all(m["member_id"] in members for m in handed["missing"]), "a missing signer who is not of this commission")
        first = handed["signers"][0]["role"] if handed["signers"] else "chair"
        demand(first in CERTIFIERS, "the first signer may not certify")
    for signer in signers:
        own = signer.unit == manifest["precinct_id"] and members.get(signer.member) == signer.role
        demand(own, f"{signer} is not of this commission")


def same_as_manifest(record, handed, manifest):
    told = [manifest[f] for f in ("mode", "precinct_id", "instance_id", "generation")]
    holds = [record["mode"], record["precinct"]["precinct_id"], record["instance_id"], record["generation"]]
    told += [handed[f] for f in ("ballot_id", "version", "previous", "reason")]
    holds += [record["ballot"]["ballot_id"], record["version"], record["previous"], record["reason"]]
    demand(told == holds, "the protocol is not the one that the manifest speaks of")


def check_bundle(data, package, report):
    files = report.run("container in its one form", read_container, data, BUNDLE_NAMES, 64, 32_000_000, 8_000_000)
    if files is None:
        return None
    manifest_bytes, message = files.pop("manifest.json", b""), files.pop("manifest.p7s", b"")
    manifest = report.run("manifest in its one form", read_manifest, manifest_bytes)
    if manifest is None:
        return None
    report.run("every file has the size and SHA-256 that was signed", check_bundle_files, manifest, files)
    if package is not None:
        check_signed_bundle(manifest, manifest_bytes, message, package, report)
    if not report.bad:
        for handed in manifest["protocols"]:
            check_handed(handed, manifest, files, package, report)
        note_unchecked(files, report)
    return manifest


def check_signed_bundle(manifest, manifest_bytes, message, package, report):
    if not message and manifest["protocols"] and all({3, 5} & set(handed["rungs"]) for handed in manifest["protocols"]):
        report.only_paper = True
        report.run("election, precinct, receiver, signers", check_identity, manifest, package, [])
        report.note("signatures", None, "none, there was no key: only the paper signed in ink vouches for this")
        return
    signers = report.run("signatures and certificates", verify_cms, message, manifest_bytes, package.trust, ROLES_OF_A_PRECINCT)
    if signers is None:
        return
    for signer in signers:
        report.note(f"signed by {signer}, claimed {signer.claimed:%Y-%m-%d %H:%M} UTC", True)
    report.run("election, precinct, receiver, signers", check_identity, manifest, package, signers)
    signed = {signer.member for signer in signers}
    for handed in manifest["protocols"]:
        if handed["version"] > 1:
            why = "ask the district, which holds the one that it replaces"
            report.note(f"{handed['ballot_id']}: version {handed['version']}, a correction", None, why)
        missing = [s["member_id"] for s in handed["signers"] if s["member_id"] not in signed]
        if missing or handed["rungs"] != [1]:
            told = "".join(f", {m['member_id']} {m['why']}" for m in handed["missing"])
            why = f"not signed by {' '.join(missing) or 'the usual way'}{told}: compare with paper"
            declared = handed["rungs"] != [1]  # else somebody took a signature away
            report.note(f"{handed['ballot_id']}: whole set of signers", None if declared else False, why)


def check_handed(handed, manifest, files, package, report):
    name = handed["ballot_id"]
    data = files[f"{name}.json"]
    if sha256(data) != handed["protocol_sha256"]:
        report.note(f"{name}: hash in the manifest", False, "the protocol is another one")
        return
    record = check_protocol(data, files.get(f"{name}.seal", b""), package, report, name)
    if record is not None:
        report.run(f"{name}: the one that the manifest speaks of", same_as_manifest, record, handed, manifest)


def note_unchecked(files, report):
    papers = sorted(n for n in files if n.endswith((".pdf", ".xlsx")))
    outside = sorted(n for n in files if n.endswith(".p7s"))
    report.note("arithmetic of the protocols", None, "not checked here")
    if papers:
        report.note("PDF and XLSX: " + " ".join(papers), None, "only their SHA-256; use verify_pdf_sig.py, verify_xlsx_poi")
    if outside:
        report.note("signatures of other programs: " + " ".join(outside), None, "not verified here")


# --- 11 the journal: each event's hash covers the event and the hash before it ------------------------------------

EVENT = "sequence happened recorded member_id role kind subject details previous hash"


def check_journal(data):
    """The number of events and every hash; the first line names the workspace and the last hash."""
    lines = data.split(b"\n")
    demand(lines[-1] == b"" and len(lines) > 1, "the extract is cut")
    head = read_json(lines[0])
    has_fields(head, "format precinct_id instance_id events head", "first line")
    demand(head["format"] == "precinct-journal-1", "not an extract of a journal")
    previous, known = "0" * 64, ["0" * 64]
    for number, line in enumerate(lines[1:-1], start=1):
        event = read_json(line)
        has_fields(event, EVENT, f"event {number}")
        demand((event["sequence"], event["previous"]) == (number, previous), f"event {number} does not follow the one before")
        claimed = event.pop("hash")
        demand(sha256(canonical_json(event)) == claimed, f"event {number} was changed")
        previous = claimed
        known.append(claimed)
    demand((head["events"], head["head"]) == (len(known) - 1, previous), "events are missing at the end")
    return head, known


# --- 12 the command -----------------------------------------------------------------------------------------------


def check_file(data, package, report, seal=b""):
    """Check a file by what it is; what was found is kept for the comparison of files with each other."""
    if data.startswith(LOCAL) and b"election.json" in data:
        found = report.run("package consistent: container, hashes, signature, certificates", Package, data)
        if found is not None and package is not None:
            same = found.sha256 == package.sha256
            report.note("the same package", same, "" if same else "this is another package")
        return "package", found
    if data.startswith(LOCAL):
        return "bundle", check_bundle(data, package, report)
    if data.startswith(b'{"acts":'):
        return "protocol", check_protocol(data, seal, package, report, "protocol")
    if data.startswith(b'{"events":'):
        return "journal", report.run("journal: every event follows the one before", check_journal, data)
    text = data.decode("ascii", "replace").rstrip("\r\n")
    if text.startswith("KZ1:") or data[:1] == b"\x83":
        seal = report.run("code readable", lambda: Seal(read_base45(text) if text.startswith("KZ1:") else data))
        if seal is not None and package is not None:
            signer = report.run("code signed by the certifier", seal.judge, package)
            told = f"{seal.precinct} {seal.ballot} version {seal.version}: lines {seal.lines}, votes {seal.votes}"
            report.note(told, None if signer else False, "compare with the paper that bears the code")
        return "seal", seal
    raise Bad("not a kind of file that is judged here")


def check_journals(found, report):
    """A bundle names the journal's head at its time: the journal of that workspace must have passed it."""
    journals = [thing for kind, thing in found if kind == "journal" and thing]
    for kind, manifest in found:
        for head, known in journals if kind == "bundle" and manifest else ():
            if manifest["instance_id"] == head["instance_id"]:
                good = manifest["journal_head"] in known
                report.note("the journal holds the head that the bundle names", good, "" if good else "another journal")


def read_package(path, later, fingerprint, report):
    """The package to judge by, with later revocation lists; trusted when its fingerprint is the one from paper."""

    def work():
        lists = [x509.load_pem_x509_crl(Path(name).read_bytes()).public_bytes(Encoding.DER) for name in later]
        return Package(Path(path).read_bytes(), lists)

    package = report.run("package consistent: container, hashes, signature, certificates", work)
    if package is None or fingerprint is None:
        return package, False
    typed = re.sub(r"[\s-]", "", fingerprint)
    same = typed == package.fingerprint.replace(" ", "")
    report.note("package fingerprint is the one from paper", same, "" if same else f"its own is {package.fingerprint}")
    return package, same


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Check a precinct's files without the program that made them.")
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--package", help="the election package to judge by")
    parser.add_argument("--fingerprint", help="its 36 digits, copied from paper")
    parser.add_argument("--revocations", nargs="+", default=[], help="revocation lists (PEM) that came after the package")
    parser.add_argument("--seal", help="the seal of a protocol that is given as .json")
    parser.add_argument("--json", action="store_true", help="one JSON document a file")
    asked = parser.parse_args(arguments)
    base, status, found = Report(), 0, []
    package, trusted = read_package(asked.package, asked.revocations, asked.fingerprint, base) if asked.package else (None, False)
    if asked.package:
        show(asked.package, base, "package", asked.json)
        status = 2 if package is None else 1 if base.bad else 0
    for name in asked.files:
        status = max(status, check_named(name, asked, package, trusted, found))
    both = Report()
    check_journals(found, both)
    if both.checks:
        show("files together", both, "comparison", asked.json)
    return max(status, 1 if both.bad else 0)


def check_named(name, asked, package, trusted, found):
    report, kind = Report(), "unknown"
    try:
        with open(name, "rb") as file:
            data = file.read(64_000_001)
        seal = Path(asked.seal).read_bytes() if asked.seal else b""
        kind, thing = check_file(data, package, report, seal)
        found.append((kind, thing))
    except (Bad, OSError) as error:
        report.note("readable", False, str(error))
    if kind != "journal" and not trusted:
        report.note("trusted package", None, "not given: consistent at best")
    if kind == "protocol" and not asked.seal:
        report.note("signature", None, "a protocol alone bears none: give its --seal, or the bundle")
    show(name, report, kind, asked.json)
    if kind == "unknown":
        return 2
    unsigned = report.only_paper or (kind == "protocol" and not asked.seal) or (kind != "journal" and not trusted)
    return 1 if report.bad or unsigned else 0


def show(name, report, kind, as_json):
    if as_json:
        checks = [{"name": n, "good": g, "reason": r} for n, g, r in report.checks]
        print(json.dumps({"file": str(name), "kind": kind, "bad": report.bad, "checks": checks}, ensure_ascii=True))
        return
    print(ascii_only(f"{name}: {kind}"))
    for check, good, reason in report.checks:
        mark = {True: "+", False: "X", None: "?"}[good]
        print(ascii_only(f"  {mark} {check}" + (f": {reason}" if reason else "")))


def ascii_only(text):
    """What the terminal can show; a hostile name must not move the cursor."""
    encoding = sys.stdout.encoding or "ascii"
    plain = "".join(c if c.isprintable() else "?" for c in text)
    return plain.encode(encoding, "backslashreplace").decode(encoding)


if __name__ == "__main__":
    sys.exit(main())
