import { describe, expect, it } from "vitest";

import type { Entry, EntryType } from "../src/api";
import { sentenceOf } from "../src/custody/sentences";
import type { Value } from "../src/custody/sentences";
import { intlFor } from "../src/i18n";
import type { Language } from "../src/preferences/language";

const ACTOR = { name: "Ilse Brandt", basis: "login", verified: false } as const;

function entry(type: EntryType, fields: Entry["fields"], actor: Entry["actor"] = ACTOR): Entry {
  return { index: 7, type, at: "2026-11-19T08:12:40.318204Z", actor, fields };
}

function plain(value: Value): string | number {
  if ("flag" in value) return value.flag;
  if ("count" in value) return value.count;
  if ("words" in value) return value.words;
  if ("at" in value) return `[${value.at}]`;
  return ("names" in value ? value.names : value.refs).join(", ");
}

function say(language: Language, told: Entry): string {
  const { id, values } = sentenceOf(told);
  const dressed = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plain(value)]));
  return intlFor(language).formatMessage({ id }, dressed);
}

const CASES: [name: string, entry: Entry, en: string, ar: string][] = [
  [
    "the beginning",
    entry("archive-created", { name: "Sahran" }),
    "Ilse Brandt made the archive Sahran.",
    "أُنشئ الأرشيف Sahran. الفاعل: Ilse Brandt.",
  ],
  [
    "an acquisition",
    entry("acquired", { item: "IT-1", name: "a.pdf", source: "S-0041" }),
    "Ilse Brandt took in IT-1 (a.pdf) from S-0041.",
    "اقتُنيت القطعة IT-1 (a.pdf) من المصدر S-0041. الفاعل: Ilse Brandt.",
  ],
  [
    "an acquisition without a source",
    entry("acquired", { item: "IT-1", name: null, source: null }),
    "Ilse Brandt took in IT-1, source not stated.",
    "اقتُنيت القطعة IT-1، ولم يُذكر مصدرها. الفاعل: Ilse Brandt.",
  ],
  [
    "an acquisition whose source is not shown",
    entry("acquired", { item: "IT-1" }),
    "Ilse Brandt took in IT-1, source not shown here.",
    "اقتُنيت القطعة IT-1، ومصدرها غير ظاهر هنا. الفاعل: Ilse Brandt.",
  ],
  [
    "a name that is no Unicode",
    entry("acquired", { item: "IT-1", name: { b64: "/w==" }, source: "S" }),
    "Ilse Brandt took in IT-1 (/w==) from S.",
    "اقتُنيت القطعة IT-1 (/w==) من المصدر S. الفاعل: Ilse Brandt.",
  ],
  [
    "one reading",
    entry("derived", { recipes: {}, "result IT-1": { state: "read" } }),
    "Ilse Brandt had 1 item read: IT-1.",
    "قُرئت قطعة واحدة آليًا: IT-1. الفاعل: Ilse Brandt.",
  ],
  [
    "two readings",
    entry("derived", { "result IT-1": {}, "result IT-2": {} }),
    "Ilse Brandt had 2 items read: IT-1, IT-2.",
    "قُرئت قطعتان آليًا: IT-1, IT-2. الفاعل: Ilse Brandt.",
  ],
  [
    "readings of hidden items",
    entry("derived", { recipes: {} }),
    "Ilse Brandt had items read or analysed that are not shown here.",
    "قُرئت أو حُللت آليًا قطع غير ظاهرة هنا. الفاعل: Ilse Brandt.",
  ],
  [
    "a model",
    entry("model-added", { name: "claims/en", licence: "CC0-1.0" }),
    "Ilse Brandt added a trained model: claims/en.",
    "أُضيف نموذج مدرَّب: claims/en. الفاعل: Ilse Brandt.",
  ],
  [
    "an analysis",
    entry("derived", { recipes: {}, "observations IT-1": { steps: {} }, "observations IT-2": {} }),
    "Ilse Brandt had the texts of 2 items analysed: IT-1, IT-2.",
    "حُلل نصا قطعتين آليًا: IT-1, IT-2. الفاعل: Ilse Brandt.",
  ],
  [
    "a check that passed",
    entry("checked", { outcome: "unchanged", problem_count: 0 }),
    "Ilse Brandt checked the archive: everything was unchanged.",
    "فُحصت سلامة الأرشيف: كل شيء دون تغيير. الفاعل: Ilse Brandt.",
  ],
  [
    "a check with problems",
    entry("checked", { outcome: "problems found", problem_count: 3 }),
    "Ilse Brandt checked the archive: 3 problems were found.",
    "فُحصت سلامة الأرشيف: وُجدت 3 مشكلات. الفاعل: Ilse Brandt.",
  ],
  [
    "a check that says nothing of its outcome is not taken for passed",
    entry("checked", {}),
    "Ilse Brandt checked the archive: the check did not pass.",
    "فُحصت سلامة الأرشيف: لم ينجح الفحص. الفاعل: Ilse Brandt.",
  ],
  [
    "a look at restricted material",
    entry("accessed", { items: ["IT-1", "IT-2"], what: "text", purpose: "request 14" }),
    "Ilse Brandt opened restricted material: IT-1, IT-2. Stated purpose: request 14.",
    "فُتحت مادة مقيَّدة: IT-1, IT-2. الغرض المذكور: request 14. الفاعل: Ilse Brandt.",
  ],
  [
    "a look whose purpose is not shown, by somebody not shown",
    entry("accessed", { items: ["IT-1"] }, null),
    "Somebody not shown here opened restricted material: IT-1. The purpose is not shown here.",
    "فُتحت مادة مقيَّدة: IT-1. الغرض غير ظاهر هنا. الفاعل غير ظاهر هنا.",
  ],
  [
    "a proof",
    entry("proved", { item: "IT-1", released: ["digests", "source"] }),
    "Ilse Brandt made a proof of IT-1, showing digests, source.",
    "أُصدرت شهادة سلامة لـ IT-1، وأُفرج فيها عن digests, source. الفاعل: Ilse Brandt.",
  ],
  [
    "a proof that shows nothing",
    entry("proved", { item: "IT-1", released: [] }),
    "Ilse Brandt made a proof of IT-1.",
    "أُصدرت شهادة سلامة لـ IT-1. الفاعل: Ilse Brandt.",
  ],
  [
    "a statement",
    entry("stated", { item: "IT-1", form: "pdf", language: "ar" }),
    "Ilse Brandt printed a custody statement about IT-1.",
    "أُخرجت إفادة عهدة عن IT-1. الفاعل: Ilse Brandt.",
  ],
  [
    "a replica brought up to date",
    entry("replicated", { replica: "cellar", entries: 12 }),
    "Ilse Brandt brought a replica up to date: cellar (12 entries).",
    "حُدِّثت نسخة مطابقة: cellar (# قيدًا). الفاعل: Ilse Brandt.".replace("#", "12"),
  ],
  [
    "a replica that answered well",
    entry("audited", { replica: "cellar", outcome: "as it should be", failed: 0 }),
    "Ilse Brandt audited a replica, cellar: it has the bytes.",
    "دُقِّقت نسخة مطابقة، cellar: البايتات فيها كما ينبغي. الفاعل: Ilse Brandt.",
  ],
  [
    "a replica that did not",
    entry("audited", { replica: "cellar", outcome: "not as it should be", failed: 1 }),
    "Ilse Brandt audited a replica, cellar: 1 answer was wrong.",
    "دُقِّقت نسخة مطابقة، cellar: جواب واحد خاطئ. الفاعل: Ilse Brandt.",
  ],
  [
    "a repair",
    entry("repaired", { repair_count: 2, unrepaired_count: 0 }),
    "Ilse Brandt repaired the archive: 2 places put right.",
    "أُصلح الأرشيف: أُصلح موضعان. الفاعل: Ilse Brandt.",
  ],
  [
    "a package",
    entry("exported", { items: ["IT-1", "IT-2"], released: ["name"], form: "BagIt 1.0 bag" }),
    "Ilse Brandt took out IT-1, IT-2 as a package, showing name.",
    "أُخرجت IT-1, IT-2 في حزمة، وأُفرج فيها عن name. الفاعل: Ilse Brandt.",
  ],
  [
    "a matrix",
    entry("exported", { items: ["IT-1"], released: [], form: "element matrix (html)", matter: "c-1" }),
    "Ilse Brandt took out the element matrix of c-1.",
    "أُخرجت مصفوفة الأركان للتهمة c-1. الفاعل: Ilse Brandt.",
  ],
  [
    "a hold",
    entry("held", { item: "IT-1", reason: "case 12" }),
    "Ilse Brandt forbade the erasure of IT-1: case 12.",
    "مُنع محو IT-1 بأمر تحفّظ: case 12. الفاعل: Ilse Brandt.",
  ],
  [
    "a hold that was lifted, for a reason that is not shown",
    entry("hold-lifted", { item: "IT-1", hold: 3 }),
    "Ilse Brandt lifted a hold on IT-1.",
    "رُفع أمر تحفّظ عن IT-1. الفاعل: Ilse Brandt.",
  ],
  [
    "a fact that was marked",
    entry("decided", { item: "IT-1", decision: "mark", mark: "wrong", reason: "another place" }),
    "Ilse Brandt marked a fact of IT-1 as wrong: another place.",
    "وُسم معطى من IT-1 بأنه خطأ: another place. الفاعل: Ilse Brandt.",
  ],
  [
    "a decision of which nothing is shown",
    entry("decided", { item: "IT-1" }),
    "Ilse Brandt decided about a fact of IT-1.",
    "اتُّخذ قرار بشأن معطى من IT-1. الفاعل: Ilse Brandt.",
  ],
  [
    "a matter",
    entry("matter-entered", { items: ["IT-1"], key: "warrant-1", kind: "step", reason: "as told" }),
    "Ilse Brandt entered the matter warrant-1: as told.",
    "أُدخلت المسألة warrant-1: as told. الفاعل: Ilse Brandt.",
  ],
  [
    "a matter that is not shown",
    entry("matter-entered", {}),
    "Ilse Brandt entered a matter that is not shown here.",
    "أُدخلت مسألة غير ظاهرة هنا. الفاعل: Ilse Brandt.",
  ],
  [
    "a passage that was cited",
    entry("cited", { item: "IT-1", matter: "warrant-1", place: 1, quote: "a warrant" }),
    "Ilse Brandt cited a passage of IT-1 for the matter warrant-1.",
    "استُشهد بمقطع من IT-1 في المسألة warrant-1. الفاعل: Ilse Brandt.",
  ],
  [
    "a matter that was taken back",
    entry("matter-withdrawn", { items: [], key: "warrant-1", withdraws: 7, reason: "I erred" }),
    "Ilse Brandt took back the matter warrant-1: I erred.",
    "سُحبت المسألة warrant-1: I erred. الفاعل: Ilse Brandt.",
  ],
  [
    "an order to erase",
    entry("erasure-ordered", { item: "IT-1", basis: "Art. 17", reason: null }),
    "Ilse Brandt ordered that IT-1 is erased, on the basis of Art. 17. Another person must confirm it.",
    "صدر أمر بمحو IT-1، على أساس Art. 17، ويلزم أن يؤكده شخص آخر. الفاعل: Ilse Brandt.",
  ],
  [
    "an order that was withdrawn",
    entry("erasure-withdrawn", { item: "IT-1", order: 5, reason: null }),
    "Ilse Brandt withdrew the order to erase IT-1.",
    "سُحب الأمر بمحو IT-1. الفاعل: Ilse Brandt.",
  ],
  [
    "an order that was confirmed",
    entry("erasure-confirmed", { item: "IT-1", order: 5, outside: "S. Oran, notary" }),
    "Ilse Brandt confirmed the order to erase IT-1, in the name of S. Oran, notary.",
    "تأكد الأمر بمحو IT-1، باسم S. Oran, notary. الفاعل: Ilse Brandt.",
  ],
  [
    "an erasure",
    entry("erased", { item: "IT-1", order: 5, replicas: [] }),
    "IT-1 was erased, as ordered and confirmed by Ilse Brandt.",
    "مُحيت IT-1 تنفيذًا للأمر. الفاعل: Ilse Brandt.",
  ],
  [
    "a change of keys",
    entry("key-rotated", { old: [], new: [] }),
    "Ilse Brandt changed the keys that sign this log.",
    "بُدِّلت المفاتيح التي توقّع هذا السجل. الفاعل: Ilse Brandt.",
  ],
  [
    "a witness that is trusted",
    entry("witness-trusted", { name: "harbour", trusted: true }),
    "Ilse Brandt settled that the witness harbour is trusted.",
    "أُقِرّت الثقة بالشاهد harbour. الفاعل: Ilse Brandt.",
  ],
  [
    "what a witness confirmed",
    entry("witnessed", { name: "harbour", size: 3 }),
    "Ilse Brandt entered that the witness harbour confirmed the log of 3 entries.",
    "أكّد الشاهد harbour السجلَّ وفيه 3 قيود. الفاعل: Ilse Brandt.",
  ],
  [
    "a time-stamp authority",
    entry("authority-added", { name: "north", url: "https://north.example.org" }),
    "Ilse Brandt named a time-stamp authority: north.",
    "سُمّيت جهة لأختام الوقت: north. الفاعل: Ilse Brandt.",
  ],
  [
    "an authority that is no longer asked",
    entry("authority-stopped", { name: "north" }),
    "Ilse Brandt stopped asking a time-stamp authority: north.",
    "لم تعد جهة لأختام الوقت تُسأل: north. الفاعل: Ilse Brandt.",
  ],
  [
    "a time-stamp",
    entry("timestamped", { authority: "north", size: 7, time: "2026-11-21T18:00:00Z", odd: [] }),
    "A time-stamp authority (north) signed that the first 7 entries existed by [2026-11-21T18:00:00Z].",
    "وقّعت جهة لأختام الوقت (north) بأن القيود الأولى (7) كانت موجودة عند [2026-11-21T18:00:00Z].",
  ],
  [
    "a time-stamp whose time cannot be right",
    entry("timestamped", { authority: "north", size: 1, time: "T", odd: ["it is late"] }),
    "A time-stamp authority (north) signed that the first entry existed by [T]. One of the clocks is wrong: see the fields.",
    "وقّعت جهة لأختام الوقت (north) بأن القيود الأولى (1) كانت موجودة عند [T]. إحدى الساعات خاطئة: انظر الحقول.",
  ],
  [
    "a watch that begins",
    entry("watch-set", { watch: "WA-1", url: "https://a.example/" }),
    "Ilse Brandt began to watch https://a.example/ (WA-1).",
    "بدأت مراقبة https://a.example/ (WA-1). الفاعل: Ilse Brandt.",
  ],
  [
    "a look at a watched page",
    entry("watch-looked", { watch: "WA-1", outcome: "gone", item: "IT-1" }),
    "Ilse Brandt looked at the page of WA-1: it is gone.",
    "نُظر في صفحة المراقبة WA-1: اختفت. الفاعل: Ilse Brandt.",
  ],
  [
    "a watch that ends",
    entry("watch-ended", { watch: "WA-1", reason: "it is lost" }),
    "Ilse Brandt ended the watch WA-1: it is lost.",
    "أُنهيت المراقبة WA-1: it is lost. الفاعل: Ilse Brandt.",
  ],
];

describe("entries as sentences", () => {
  it.each(CASES)("%s, in English", (_, told, en) => {
    expect(say("en", told)).toBe(en);
  });

  it.each(CASES)("%s, in Arabic", (_, told, __, ar) => {
    expect(say("ar", told)).toBe(ar);
  });

  it("cover every type of entry", () => {
    const types: Record<EntryType, true> = {
      "archive-created": true,
      acquired: true,
      derived: true,
      checked: true,
      accessed: true,
      proved: true,
      "key-rotated": true,
      "witness-trusted": true,
      witnessed: true,
      "model-added": true,
      "authority-added": true,
      "authority-stopped": true,
      timestamped: true,
      held: true,
      "hold-lifted": true,
      "erasure-ordered": true,
      "erasure-withdrawn": true,
      "erasure-confirmed": true,
      erased: true,
      stated: true,
      exported: true,
      replicated: true,
      audited: true,
      repaired: true,
      decided: true,
      "matter-entered": true,
      cited: true,
      "matter-withdrawn": true,
      "watch-set": true,
      "watch-looked": true,
      "watch-ended": true,
    };
    expect(new Set(CASES.map(([, { type }]) => type))).toEqual(new Set(Object.keys(types)));
  });

  it("name each item once", () => {
    const { values } = sentenceOf(entry("accessed", { item: "IT-1", items: ["IT-1", "IT-2"] }));
    expect(values["items"]).toEqual({ refs: ["IT-1", "IT-2"] });
  });
});
