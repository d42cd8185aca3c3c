// Makes reference.js.gz and reference.css.gz of the pinned release of Scalar: `npm pack @scalar/api-reference@1.46.4`, unpack, and
// `node vendor.mjs package/dist/browser/standalone.js`. The release puts its stylesheet into its script, which our content security policy would
// not let it apply: here they are two files. Nothing else is changed. MIT, © Scalar.
import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const whole = readFileSync(process.argv[2], "utf8");
const [begin, literal, end] = ["!function(){\"use strict\";try{", "createTextNode('", "vite-plugin-css-injected-by-js\",r)}}();"];
const from = whole.indexOf(begin);
const text = whole.indexOf(literal, from) + literal.length;
let to = text;
while (whole[to] !== "'" || whole[to - 1] === "\\") to += 1;
const after = whole.indexOf(end, to);
if (from < 0 || after < 0) throw new Error("the release is put together in another way now");

const stylesheet = Function(`return '${whole.slice(text, to)}'`)();
const script = whole.slice(0, from) + whole.slice(after + end.length);
const folder = new URL(".", import.meta.url);
for (const [name, content] of [["reference.js.gz", script], ["reference.css.gz", stylesheet]]) {
  writeFileSync(new URL(name, folder), gzipSync(content, { level: 9 }));
}
