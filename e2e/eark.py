"""Has eark-validator (PyPI) validate every E-ARK package below the folders named: structure, METS against its schema, and the Schematron rules of
CSIP and SIP 2.1.0, of the package and of its representation; and compares size and checksum of every file that METS names.

The validator fetches vocabularies when it is imported; it brings the same files with it, and reads these here. Its rules for SIP 2.1.0 apply the
rows on the archival creator (SIP10 to SIP14) to agents with the role CREATOR, where the specification has the role ARCHIVIST, and those of
CSIP on the program's agent (CSIP12 to CSIP16) to the submitting organisation as well, which SIP15 to SIP18 require: no package could
satisfy both. The rules are narrowed to the agents that the specifications name. CSIP105 is looked for one level further down than the
specification has it, in mets/structMap/div/div; that warning is left out, and that there is such a division is looked at here.
"""
import hashlib
import os
import sys
import urllib.parse
import urllib.request
from importlib.resources import files
from pathlib import Path
from unittest import mock

from lxml import etree


def vocabulary(address):
    return open(files('eark_validator') / 'ipxml' / 'resources' / 'vocabs' / address.rsplit('/', 1)[1], 'rb')


with mock.patch.object(urllib.request, 'urlopen', vocabulary):
    from eark_validator import rules
    from eark_validator.ipxml import schematron
    from eark_validator.packages import PackageValidator

NARROWED = {
    'CSIP': [("mets:agent[@ROLE = 'CREATOR']\"", "mets:agent[@ROLE = 'CREATOR' and @OTHERTYPE = 'SOFTWARE']\"")],
    'SIP': [("mets:agent[@ROLE = 'CREATOR']", "mets:agent[@ROLE = 'ARCHIVIST']"), ("test=\"@NOTETYPE", "test=\"@csip:NOTETYPE")],
}


def narrowed(path, *args, **kwargs):
    """Opens a rule file; that for the header is replaced by one whose rules apply to the right agents."""
    path = Path(path)
    if path.name != 'mets_metsHdr_rules.xml':
        return open(path, *args, **kwargs)
    text = path.read_text()
    for old, new in NARROWED[path.parent.name]:
        assert old in text, f'{path}: {old} is not there any more'
        text = text.replace(old, new)
    return mock.mock_open(read_data=text)()


schematron.open = narrowed
METS, XLINK = '{http://www.loc.gov/METS/}', '{http://www.w3.org/1999/xlink}'


def files_of(mets):
    """The files that a METS document names, with what it says of them."""
    for e in etree.parse(mets).iter(METS + 'file', METS + 'mdRef'):
        ref = e if e.tag == METS + 'mdRef' else e.find(METS + 'FLocat')
        yield mets.parent / urllib.parse.unquote(ref.get(XLINK + 'href')), int(e.get('SIZE')), e.get('CHECKSUM')


def problems(package):
    report = PackageValidator(package).validation_report
    found = [f'{m.rule_id} {m.severity.name}: {m.message}' for m in report.structure.messages if m.severity.name == 'ERROR']
    if report.metadata is None:
        return found + ['the metadata was not checked']
    for result in (report.metadata.schema_results, report.metadata.schematron_results):
        found += [f'{m.rule_id} {m.severity.name}: {m.message} ({m.location})' for m in result.messages if m.severity.name in ('ERROR', 'WARNING') and m.rule_id != 'CSIP105']
    divisions = etree.parse(package / 'METS.xml').findall(f'{METS}structMap/{METS}div/{METS}div')
    if {d.get('LABEL') for d in divisions if d.find(METS + 'mptr') is not None} != {f'Representations/{f.name}' for f in (package / 'representations').iterdir()}:
        found.append('CSIP105 ERROR: not every representation has a division of its own')
    named = {package / 'METS.xml'}
    for mets in [package / 'METS.xml', *sorted(package.glob('representations/*/METS.xml'))]:
        for file, size, checksum in files_of(mets):
            named.add(file)
            data = file.read_bytes() if file.is_file() else b''
            if len(data) != size or hashlib.sha256(data).hexdigest() != checksum.lower():
                found.append(f'{file.relative_to(package)} is not as {mets.relative_to(package)} says')
    return found + [f'{f.relative_to(package)} is in no METS' for f in package.rglob('*') if f.is_file() and f not in named]


def main():
    packages = sorted({f.parent for folder in sys.argv[1:] for f in Path(folder).resolve().rglob('METS.xml') if 'representations' not in f.parts})
    bad = 0
    for package in packages:
        found = problems(package)
        bad += len(found)
        for p in found:
            print(f'eark: {package.name}: {p}')
    if not packages:
        print('eark: no packages were checked')
        bad = 1
    print(f'eark: {len(packages)} packages, {bad} problems')
    sys.exit(1 if bad else 0)


if __name__ == '__main__':
    main()
