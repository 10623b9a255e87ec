// A lead sheet read by hand: zlib's inflate, and indexOf over two parts of the workbook.
import { inflateRawSync } from 'node:zlib';

function part(file, name) {
	let end = file.length - 22;
	while (file.readUInt32LE(end) !== 0x06054b50) end--;
	let at = file.readUInt32LE(end + 16);
	for (let left = file.readUInt16LE(end + 10); left--; ) {
		const size = file.readUInt16LE(at + 28);
		if (size === name.length && file.latin1Slice(at + 46, at + 46 + size) === name) {
			const local = file.readUInt32LE(at + 42), from = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
			const data = file.subarray(from, from + file.readUInt32LE(at + 20));
			return (file.readUInt16LE(at + 10) ? inflateRawSync(data) : data).toString('utf8');
		}
		at += 46 + size + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
	}
	throw new Error('no ' + name);
}

const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const plain = s => s.includes('&') ? s.replace(/&(amp|lt|gt|quot|apos|#\d+);/g, (_, x) => NAMED[x] ?? String.fromCodePoint(+x.slice(1))) : s;

function strings(xml) {
	const out = [];
	for (const one of xml.split('<si>').slice(1)) {
		let text = '';
		for (let from = one.indexOf('<t'); from >= 0; from = one.indexOf('<t', from + 2)) {
			if (one[from + 2] !== '>' && one[from + 2] !== ' ') continue;
			from = one.indexOf('>', from) + 1;
			text += one.slice(from, one.indexOf('<', from));
		}
		out.push(plain(text));
	}
	return out;
}

const CELL = /<c r="([A-J])\d+"(?: s="\d+")?( t="s")?><v>([^<]*)</g;

export function rows(file) {
	const texts = strings(part(file, 'xl/sharedStrings.xml'));
	return part(file, 'xl/worksheets/sheet1.xml').split('<row ').slice(1).map(row => {
		const cells = ['', '', '', '', '', '', '', '', '', ''];
		for (const c of row.matchAll(CELL)) cells[c[1].charCodeAt(0) - 65] = c[2] ? texts[c[3]] : c[3];
		return cells;
	});
}
