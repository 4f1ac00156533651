import { type MadePublication, Maker, planFor, publicationOf, seeded } from './make-publication.ts';
import { BODIES, type Entry, type Ledger, makeLedger, PLACES, total } from './publication-maker.ts';

/** Bodies under a department, as their names go. */
const UNITS = ['事务服务中心', '业务指导站', '综合执法大队'] as const;

/** A department and all the bodies of its budget; the department is their sum, item by item. */
export interface MadeCase {
  readonly department: MadePublication;
  readonly units: readonly MadePublication[];
  /** The item (项) that one ledger was made wrong in, and whose. */
  readonly fault?: { readonly code: string; readonly member: number };
}

/**
 * @param fault One item of one body is entered otherwise in its own ledger (0: the department, 1…: a unit). Each publication
 *   agrees with itself; only together they do not.
 */
export function makeCase(seed: number, fault = false): MadeCase {
  const random = seeded(seed * 97 + 5);
  const plan = planFor(seed);
  const [kind, ...codes] = BODIES[Math.floor(random() * BODIES.length)]!;
  const place = PLACES[Math.floor(random() * PLACES.length)]!;
  const year = 2020 + Math.floor(random() * 6);
  const body = place + kind;
  const names = [
    body,
    ...UNITS.slice(0, 1 + (seed % 2)).map((u) => place + kind.replace(/局$|分局$/, '') + u),
  ];
  const ledgers = names.map((_, i) => makeLedger(plan, codes, seeded(seed * 13 + i)));
  const members = [sumOf(ledgers), ...ledgers];
  let planted: MadeCase['fault'];
  if (fault) {
    const member = Math.floor(random() * members.length);
    const { entries } = members[member]!;
    const items = entries.filter((e) => e.source === 'general' && e.project > 0);
    const item = items[Math.floor(random() * items.length)]!;
    const more = 10_000_000 + Math.floor(random() * 90) * 1_000_000;
    members[member] = changed(members[member]!, item, more);
    planted = { code: item.code, member };
  }
  const list = [
    `${body}部门预算是包括本部以及下属${names.length - 1}家单位的综合收支计划，纳入编制范围的预算单位具体包括：`,
    ...names.map((name, i) => `${i + 1}. ${name}${i === 0 ? '本部' : ''}。`),
  ];
  const [department, ...units] = members.map((ledger, i) => {
    const given = { year, codes, ledger, body: names[Math.max(0, i - 1)]! };
    const made = publicationOf(new Maker(plan, { ...given, noun: i === 0 ? '部门' : '单位' }));
    return i > 0
      ? made
      : { ...made, paragraphs: [...made.paragraphs.slice(0, 4), ...list, ...made.paragraphs.slice(4)] };
  });
  return { department: department!, units, ...(planted ? { fault: planted } : {}) };
}

function sumOf(ledgers: readonly Ledger[]): Ledger {
  const entries = new Map<string, Entry>();
  const economic = new Map<string, number>();
  for (const ledger of ledgers) {
    for (const e of ledger.entries) {
      const key = `${e.source}${e.code}`;
      const had = entries.get(key);
      const plus = (part: 'personnel' | 'public' | 'project' | 'opening' | 'closing') =>
        (had?.[part] ?? 0) + e[part];
      entries.set(key, {
        ...e,
        personnel: plus('personnel'),
        public: plus('public'),
        project: plus('project'),
        opening: plus('opening'),
        closing: plus('closing'),
      });
    }
    for (const { code, amount } of ledger.economic) economic.set(code, (economic.get(code) ?? 0) + amount);
  }
  const three = (key: keyof Ledger['three']) => total(ledgers.map((l) => l.three[key]));
  return {
    entries: [...entries.values()],
    economic: [...economic].sort().map(([code, amount]) => ({ code, amount })),
    projects: ledgers.flatMap((l, i) => l.projects.map((p) => ({ ...p, name: `${p.name}${'甲乙丙丁'[i]}` }))),
    three: {
      abroad: three('abroad'),
      purchase: three('purchase'),
      running: three('running'),
      reception: three('reception'),
    },
  };
}

/** One project of an item is entered with more money, everywhere in this ledger. */
function changed(ledger: Ledger, item: Entry, more: number): Ledger {
  const project = ledger.projects.find((p) => p.code === item.code && p.source === item.source);
  return {
    ...ledger,
    entries: ledger.entries.map((e) => (e === item ? { ...e, project: e.project + more } : e)),
    projects: ledger.projects.map((p) => (p === project ? { ...p, amount: p.amount + more } : p)),
  };
}
