# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Keys in a token, tried with SoftHSM2: what is signed inside is judged like any other signature."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pkcs11
import pytest

from precinct_app.bootstrap import Tools
from precinct_app.cli.main import main
from precinct_app.domain.errors import SignatureError
from precinct_app.services.ports import Signer
from precinct_app.services.registrar import TokenCard
from precinct_app.signing import cms, pdf_signature, pdf_verification, seal, xlsx_signature
from precinct_app.signing.keys import write_key_file
from precinct_app.signing.pdf_signature import prepare
from precinct_app.signing.registrar import KeyRegistrar
from precinct_app.signing.trust import Verifier
from tests.builders import a_record
from tests.signing.forms import a_form
from tests.signing.pki import CHAIR, PRECINCT, SECRETARY, SIGNED, Pki
from tests.signing.test_pdf_signature import EXPECTED, SLOTS, a_page
from tests.signing.test_xlsx_signature import a_book

MODULES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib64/softhsm/libsofthsm2.so",
)
MODULE = next((path for path in MODULES if Path(path).is_file()), "")
PIN = "648219"
REGISTRAR = KeyRegistrar(rounds=10)

pytestmark = pytest.mark.skipif(
    not MODULE or shutil.which("pkcs11-tool") is None, reason="softhsm2 or opensc is not installed"
)


@dataclass(frozen=True)
class Token:
    """A folder of soft tokens; `tool` does what a technician does with the maker's program."""

    folder: Path

    def make(self, label: str) -> None:
        _run("softhsm2-util", "--init-token", "--free", "--label", label, "--pin", PIN,
             "--so-pin", "12345678")  # fmt: skip

    def tool(self, label: str, *arguments: str) -> None:
        _run("pkcs11-tool", "--module", MODULE, "--token-label", label, "--login", "--pin", PIN,
             *arguments)  # fmt: skip

    def key(self, label: str, kind: str, key_label: str, number: str) -> None:
        self.tool(label, "--keypairgen", "--key-type", kind, "--label", key_label, "--id", number)

    def certificate(self, label: str, der: bytes, number: str) -> None:
        file = self.folder / f"certificate-{number}.der"
        file.write_bytes(der)
        self.tool(label, "--write-object", str(file), "--type", "cert", "--id", number)


def _run(*call: str) -> None:
    subprocess.run(call, check=True, capture_output=True, timeout=60)


@pytest.fixture(scope="module")
def token(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Token]:
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    settings = f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\n"
    (folder / "softhsm2.conf").write_text(settings)
    former = os.environ.get("SOFTHSM2_CONF")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    made = Token(folder)
    for label, kind in (("chair", "EC:prime256v1"), ("rsa", "RSA:2048"), ("wide", "EC:secp384r1")):
        made.make(label)
        made.key(label, kind, "signing", "01")
    made.make("empty")
    made.make("whole")
    for number, key_label in (("01", "old"), ("02", "signing")):
        made.key("whole", "EC:prime256v1", key_label, number)
    pkcs11.lib(MODULE).reinitialize()  # soft tokens are counted once, when the library starts
    yield made
    if former is None:
        del os.environ["SOFTHSM2_CONF"]
    else:
        os.environ["SOFTHSM2_CONF"] = former


def ask(card: TokenCard) -> str:
    del card
    return PIN


def reason_of(label: str, pin: str | None = PIN, module: str = MODULE) -> str:
    with (
        pytest.raises(SignatureError) as caught,
        REGISTRAR.open_token(module, lambda card: pin, label),
    ):
        raise AssertionError(label)
    return caught.value.reasons[0].key


@pytest.fixture(scope="module")
def certified(pki: Pki, token: Token) -> dict[str, bytes]:
    """Certificates of the keys in the tokens, issued by request."""
    file = write_key_file(pki.territory, "x", 10)
    members = {"chair": CHAIR, "rsa": SECRETARY}
    return {
        label: REGISTRAR.certify(
            file, "x", member, PRECINCT, REGISTRAR.token_request(MODULE, ask, label, "signing")
        )
        for label, member in members.items()
    }


def test_tokens_are_listed(token: Token) -> None:
    assert {"chair", "rsa", "wide", "empty"} <= {card.label for card in REGISTRAR.tokens(MODULE)}


@pytest.mark.parametrize(("label", "member"), [("chair", "m1"), ("rsa", "m3")])
def test_a_key_in_a_token_signs(
    pki: Pki, verifier: Verifier, certified: dict[str, bytes], label: str, member: str
) -> None:
    given = (certified[label], pki.territory.certificate)
    with REGISTRAR.open_token(MODULE, ask, label, given) as signer:
        assert signer.chain == (pki.territory.certificate,)
        message = cms.sign(b"data", signer, SIGNED)
    assert [s.member_id for s in cms.verify(message, b"data", verifier)] == [member]
    with pytest.raises(SignatureError, match=r"cms\.content"):
        cms.verify(message, b"date", verifier)


def test_a_key_in_a_token_seals(pki: Pki, certified: dict[str, bytes]) -> None:
    given = (certified["chair"], pki.territory.certificate)
    record, form = a_record(), a_form()
    verifier = pki.verifier(signers=(certified["chair"],))
    with REGISTRAR.open_token(MODULE, ask, "chair", given) as signer:
        sealed = seal.make_seal(record, record.to_json(), form, signer)
    assert seal.verify_seal(sealed, verifier).signed_by.member_id == "m1"
    given = (certified["rsa"], pki.territory.certificate)
    with (
        REGISTRAR.open_token(MODULE, ask, "rsa", given) as signer,
        pytest.raises(SignatureError, match=r"seal\.key_kind"),
    ):
        seal.make_seal(record, record.to_json(), form, signer)


def test_the_certificate_may_lie_in_the_token(
    pki: Pki, token: Token, certified: dict[str, bytes]
) -> None:
    file = write_key_file(pki.territory, "x", 10)
    asked = REGISTRAR.token_request(MODULE, ask, "whole", "signing")
    token.certificate("whole", REGISTRAR.certify(file, "x", CHAIR, PRECINCT, asked), "02")
    token.certificate("whole", pki.territory.certificate, "03")
    with REGISTRAR.open_token(MODULE, ask, "whole") as signer:
        assert (signer.member_id, signer.chain) == ("m1", (pki.territory.certificate,))
        cms.verify(cms.sign(b"data", signer, SIGNED), b"data", pki.verifier())
    asked = REGISTRAR.token_request(MODULE, ask, "whole", "old")
    token.certificate("whole", REGISTRAR.certify(file, "x", CHAIR, PRECINCT, asked), "01")
    assert reason_of("whole") == "token.several_keys"
    assert certified


def test_what_can_go_wrong_is_told(token: Token, tmp_path: Path) -> None:
    (tmp_path / "no-module.so").write_bytes(b"\x7fELF nothing")
    assert reason_of("", module=str(tmp_path / "no-module.so")) == "token.module"
    assert reason_of("", module=str(tmp_path / "nowhere.so")) == "token.module"
    assert reason_of("nobody") == "token.none"
    assert reason_of("") == "token.several"
    assert reason_of("chair", None) == "token.no_pin"
    assert reason_of("chair", "1") == "token.pin"
    assert reason_of("chair", "000000") == "token.pin"
    assert reason_of("empty") == "token.no_key"
    assert reason_of("chair") == "token.no_certificate"
    with pytest.raises(SignatureError, match=r"token\.no_key"):
        REGISTRAR.token_request(MODULE, ask, "chair", "another")


def test_a_wide_curve_is_of_no_use_here(pki: Pki, token: Token) -> None:
    with pytest.raises(SignatureError) as caught:
        REGISTRAR.token_request(MODULE, ask, "wide", "")
    assert caught.value.reasons[0].key in {"token.no_key", "key.unsupported"}


def test_after_the_block_the_token_signs_no_more(pki: Pki, certified: dict[str, bytes]) -> None:
    kept: list[Signer] = []
    given = (certified["chair"], pki.territory.certificate)
    with REGISTRAR.open_token(MODULE, ask, "chair", given) as signer:
        kept.append(signer)
    with pytest.raises(SignatureError) as caught:
        kept[0].sign(b"data")
    assert caught.value.reasons[0].key.startswith("token.")


@pytest.mark.parametrize(("label", "kind"), [("chair", "EC P-256"), ("rsa", "RSA 2048")])
def test_the_commands_list_tokens_and_ask_for_a_certificate(
    pki: Pki, token: Token, tmp_path: Path, label: str, kind: str
) -> None:
    assert token
    reader, writer = os.pipe()
    os.write(writer, PIN.encode() + b"\n")
    os.close(writer)
    out = tmp_path / "request.csr"
    call = ["authority", "request", "--library", MODULE, "--token", label, "--out", str(out)]
    assert main([*call, "--passphrase-fd", str(reader)], Tools()) == 0
    os.close(reader)
    file = write_key_file(pki.territory, "x", 10)
    certificate = REGISTRAR.certify(file, "x", CHAIR, PRECINCT, out.read_bytes())
    assert REGISTRAR.certificate(certificate).key == kind
    assert main(["authority", "tokens", MODULE], Tools()) == 0


def test_a_key_in_a_token_signs_papers(pki: Pki, certified: dict[str, bytes]) -> None:
    """Chair in an EC token, secretary in an RSA token: PDF and XLSX are good."""
    verifier, pdf, xlsx = pki.verifier(), prepare(a_page(), SLOTS), a_book()
    for place, label in enumerate(("chair", "rsa")):
        given = (certified[label], pki.territory.certificate)
        with REGISTRAR.open_token(MODULE, ask, label, given) as signer:
            name = SLOTS[place].field_name
            pdf = pdf_signature.sign(pdf, signer, name, SIGNED, certify=not place)
            xlsx = xlsx_signature.sign(xlsx, signer, SIGNED)
    assert pdf_verification.verify(pdf, verifier, EXPECTED).good
    assert xlsx_signature.verify(xlsx, verifier, EXPECTED).good
