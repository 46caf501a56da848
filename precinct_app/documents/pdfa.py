# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""From what ReportLab writes to PDF/A-3b (ISO 19005-3): metadata, output intent, attachments.

The same input gives the same bytes: dates come from the record, the file's id from its content.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from precinct_app.runtime import resources

PRODUCER = "precinct-app"
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
   <pdfaid:part>3</pdfaid:part>
   <pdfaid:conformance>B</pdfaid:conformance>
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:language><rdf:Bag><rdf:li>kk-KZ</rdf:li><rdf:li>ru-KZ</rdf:li></rdf:Bag></dc:language>
   <xmp:CreateDate>{created}</xmp:CreateDate>
   <xmp:ModifyDate>{created}</xmp:ModifyDate>
   <pdf:Producer>{producer}</pdf:Producer>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file carried inside the PDF as an associated file (``AFRelationship`` Data)."""

    name: str
    mime: str
    content: bytes
    says: str


def finish(
    drawn: bytes, *, title: str, created: datetime, attachments: Sequence[Attachment] = (),
    renderer: str = "",
) -> bytes:  # fmt: skip
    """Make PDF/A-3b of a drawn document; `created` is the document's own time.

    `renderer` names layout, fonts and wording where somebody will draw the same page again.
    """
    with pikepdf.open(BytesIO(drawn)) as pdf:
        _describe(pdf, title, created, f"{PRODUCER} {renderer}".rstrip())
        _intend_srgb(pdf)
        _attach(pdf, attachments, created)
        result = BytesIO()
        pdf.save(
            result,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        )
    return result.getvalue()


def _describe(pdf: pikepdf.Pdf, title: str, created: datetime, producer: str) -> None:
    root = pdf.Root
    packet = _XMP.format(
        title=escape("".join(c if c.isprintable() else " " for c in title)),
        created=created.isoformat(timespec="seconds"),
        producer=escape(producer),
    )
    root.Metadata = pdf.make_stream(packet.encode(), Type=Name.Metadata, Subtype=Name.XML)
    root.Lang = String("kk-KZ")
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    for needless in ("/Outlines", "/PageMode", "/Trapped"):
        if needless in root:
            del root[needless]
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=title,
            Producer=producer,
            CreationDate=_pdf_date(created),
            ModDate=_pdf_date(created),
        )
    )


def _intend_srgb(pdf: pikepdf.Pdf) -> None:
    profile = pdf.make_stream(resources.read_bytes("icc/srgb.icc"), N=3, Alternate=Name.DeviceRGB)
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier="sRGB IEC61966-2.1",
                Info="sRGB IEC61966-2.1",
                DestOutputProfile=profile,
            )
        ]
    )


def _attach(pdf: pikepdf.Pdf, attachments: Sequence[Attachment], created: datetime) -> None:
    if not attachments:
        return
    named = Array()
    for attachment in sorted(attachments, key=lambda a: a.name):
        stream = pdf.make_stream(
            attachment.content,
            Type=Name.EmbeddedFile,
            Subtype=Name("/" + attachment.mime),
            Params=Dictionary(Size=len(attachment.content), ModDate=_pdf_date(created)),
        )
        specification = Dictionary(
            Type=Name.Filespec,
            F=attachment.name,
            UF=attachment.name,
            Desc=attachment.says,
            AFRelationship=Name.Data,
            EF=Dictionary(F=stream, UF=stream),
        )
        named.extend([String(attachment.name), pdf.make_indirect(specification)])
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=named))
    pdf.Root.AF = Array([named[index] for index in range(1, len(named), 2)])


def _pdf_date(moment: datetime) -> str:
    """A date as PDF writes it, in UTC."""
    return f"D:{moment.astimezone(UTC):%Y%m%d%H%M%S}Z"
