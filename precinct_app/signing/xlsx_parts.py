# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The parts of an XLSX in the form in which they are signed (ECMA-376 part 2, OPC).

A package signature leaves content types, root relations, the order of relations and document
properties open.  Here they are written in one form that follows from the signed rest, and nothing
else is accepted; so nothing stays open.
"""

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from precinct_app.domain.errors import SignatureError
from precinct_app.signing.xlsx_container import CONTENT_TYPES, ROOT_RELATIONS

RELATIONS_TYPE: Final = "application/vnd.openxmlformats-package.relationships+xml"
ORIGIN: Final = "_xmlsignatures/origin.sigs"
SIGNATURES: Final = "_xmlsignatures/"
DECLARATION: Final = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'

_TYPES_NS: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS_NS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_DIGITAL: Final = f"{_PACKAGE}/digital-signature"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DOCUMENT: Final = f"{_OFFICE}/officeDocument"
_CORE: Final = "docProps/core.xml"
_EXTENDED: Final = "docProps/app.xml"
_SIGS_TYPE: Final = "application/vnd.openxmlformats-package.digital-signature-origin"
_SIGNATURE_TYPE: Final = "application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml"
_ORIGIN_RELATIONS: Final = "_xmlsignatures/_rels/origin.sigs.rels"
_PROPERTIES: Final[Mapping[str, tuple[str, bytes]]] = {
    _CORE: (
        "application/vnd.openxmlformats-package.core-properties+xml",
        b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        b'core-properties"></cp:coreProperties>',
    ),
    _EXTENDED: (
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'extended-properties"><Application>Microsoft Excel</Application></Properties>',
    ),
}


@dataclass(frozen=True, slots=True, order=True)
class Relation:
    """A relationship of a part; ordered by its id, as the Relationship Transform wants it."""

    relation_id: str
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class SignedContent:
    """What signatures cover: parts with their types, and the relations that lead to them."""

    parts: Mapping[str, bytes]
    types: Mapping[str, str]
    relations: Mapping[str, tuple[Relation, ...]]
    """Relations by the name of their ``.rels`` part; of the root the document alone."""


def collect(package: Mapping[str, bytes]) -> SignedContent:
    """Find what is to be signed; SignatureError ``xlsx.parts`` when a part would stay uncovered."""
    types = _read_types(package[CONTENT_TYPES])
    roots = [r for r in _read_relations(package[ROOT_RELATIONS]) if r.kind == _DOCUMENT]
    relations: dict[str, tuple[Relation, ...]] = {ROOT_RELATIONS: tuple(roots)}
    found: list[str] = []
    waiting = [_resolve("", relation.target) for relation in roots]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.append(name)
        own = relations_part(name)
        if own in package:
            relations[own] = tuple(sorted(_read_relations(package[own])))
            waiting += [_resolve(posixpath.dirname(name), r.target) for r in relations[own]]
    open_parts = {CONTENT_TYPES, *relations, *_PROPERTIES}
    held = {name for name in package if not name.startswith(SIGNATURES)} - open_parts
    if len(roots) != 1 or held != set(found):
        raise SignatureError.of("xlsx.parts")
    return SignedContent(
        parts={name: package[name] for name in sorted(found)},
        types={name: _type_of(name, types) for name in found},
        relations=dict(sorted(relations.items())),
    )


def assemble(content: SignedContent, signatures: Iterable[bytes]) -> dict[str, bytes]:
    """Write a package from what is signed and its signatures, in the one accepted form."""
    numbered = {f"{SIGNATURES}sig{n}.xml": xml for n, xml in enumerate(signatures, start=1)}
    package = {**content.parts, **numbered}
    for name, relations in content.relations.items():
        package[name] = write_relations(relations)
    package |= {name: text for name, (_, text) in _PROPERTIES.items()}
    package[ROOT_RELATIONS] = write_relations(
        [*content.relations[ROOT_RELATIONS], *_open_relations(content, bool(numbered))]
    )
    if numbered:
        package[ORIGIN] = b""
        package[_ORIGIN_RELATIONS] = write_relations(
            Relation(f"rId{n}", f"{_DIGITAL}/signature", posixpath.basename(name))
            for n, name in enumerate(numbered, start=1)
        )
    package[CONTENT_TYPES] = _write_types(content, numbered)
    return package


def write_relations(relations: Iterable[Relation]) -> bytes:
    """A relations part in the one accepted form."""
    return DECLARATION + canonical_relations(relations)


def canonical_relations(relations: Iterable[Relation]) -> bytes:
    """Relations as the Relationship Transform and C14N leave them (ECMA-376-2, 13.2.4.24)."""
    root = _root(_RELATIONS_NS, "Relationships")
    for relation in sorted(relations):
        child = etree.SubElement(root, f"{{{_RELATIONS_NS}}}Relationship")
        child.set("Id", relation.relation_id)
        child.set("Target", relation.target)
        child.set("TargetMode", "Internal")
        child.set("Type", relation.kind)
    return etree.tostring(root, method="c14n")


def relations_part(name: str) -> str:
    """The name of the part that holds a part's relations."""
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def parse(xml: bytes) -> etree._Element:
    """Parse XML that may be hostile: no entities, no network, no document type."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(xml, parser)
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]
        raise SignatureError.of("xlsx.parts")
    return root


def _open_relations(content: SignedContent, has_signatures: bool) -> list[Relation]:
    """Root relations that no signature covers; their ids follow the document's."""
    own = content.relations[ROOT_RELATIONS][0].relation_id
    relations = [
        Relation(f"{own}c", f"{_PACKAGE}/metadata/core-properties", _CORE),
        Relation(f"{own}e", f"{_OFFICE}/extended-properties", _EXTENDED),
    ]
    if has_signatures:
        relations.append(Relation(f"{own}s", f"{_DIGITAL}/origin", ORIGIN))
    return relations


def _read_relations(xml: bytes) -> list[Relation]:
    root = parse(xml)
    relations = []
    for child in root:
        if child.get("TargetMode", "Internal") != "Internal":
            raise SignatureError.of("xlsx.parts")
        relations.append(Relation(*(_attribute(child, name) for name in ("Id", "Type", "Target"))))
    if len({relation.relation_id for relation in relations}) != len(relations):
        raise SignatureError.of("xlsx.parts")
    return relations


def _resolve(folder: str, target: str) -> str:
    absolute = target if target.startswith("/") else posixpath.join("/", folder, target)
    return posixpath.normpath(absolute).lstrip("/")


def _read_types(xml: bytes) -> dict[str, str]:
    """Types by ``/part`` or ``.ending``."""
    types: dict[str, str] = {}
    for child in parse(xml):
        is_default = child.tag == f"{{{_TYPES_NS}}}Default"
        key = f".{_attribute(child, 'Extension')}" if is_default else _attribute(child, "PartName")
        if key in types:
            raise SignatureError.of("xlsx.parts")
        types[key] = _attribute(child, "ContentType")
    return types


def _type_of(name: str, types: Mapping[str, str]) -> str:
    ending = f".{name.rpartition('.')[2]}"
    found = types.get(f"/{name}") or types.get(ending)
    if found is None:
        raise SignatureError.of("xlsx.parts")
    return found


def _write_types(content: SignedContent, signatures: Iterable[str]) -> bytes:
    root = _root(_TYPES_NS, "Types")
    defaults = {"rels": RELATIONS_TYPE, "sigs": _SIGS_TYPE, "xml": "application/xml"}
    for ending, kind in defaults.items():
        child = etree.SubElement(root, f"{{{_TYPES_NS}}}Default")
        child.set("Extension", ending)
        child.set("ContentType", kind)
    overrides = dict(content.types) | {name: kind for name, (kind, _) in _PROPERTIES.items()}
    overrides |= dict.fromkeys(signatures, _SIGNATURE_TYPE)
    for name, kind in sorted(overrides.items()):
        child = etree.SubElement(root, f"{{{_TYPES_NS}}}Override")
        child.set("PartName", f"/{name}")
        child.set("ContentType", kind)
    return DECLARATION + etree.tostring(root, method="c14n")


def _root(namespace: str, name: str) -> etree._Element:
    prefixes = {None: namespace}
    return etree.Element(f"{{{namespace}}}{name}", nsmap=prefixes)  # type: ignore[arg-type]


def _attribute(element: etree._Element, name: str) -> str:
    """An attribute that must be there; KeyError."""
    return str(element.attrib[name])
