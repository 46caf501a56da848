# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Which authority's certificate a signer carries along, found among those at hand."""

from collections.abc import Iterable

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm


def chain_of(leaf: bytes, at_hand: Iterable[bytes]) -> tuple[bytes, ...]:
    """Certificates between a signer's and the root, nearest first; empty when none is at hand.

    What is no certificate is passed over: a token or file may hold anything.
    """
    certificate = x509.load_der_x509_certificate(leaf)
    if certificate.issuer == certificate.subject:
        return ()
    for der in dict.fromkeys(at_hand):
        if der != leaf and _issued(certificate, der):
            return (der, *chain_of(der, [other for other in at_hand if other != der]))
    return ()


def is_root(der: bytes) -> bool:
    """Say whether a certificate names itself as its issuer."""
    certificate = x509.load_der_x509_certificate(der)
    return certificate.issuer == certificate.subject


def _issued(certificate: x509.Certificate, der: bytes) -> bool:
    try:
        authority = x509.load_der_x509_certificate(der)
        certificate.verify_directly_issued_by(authority)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return authority.issuer != authority.subject
