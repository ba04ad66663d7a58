import fc from 'fast-check';
import { Agenda } from '../../src/engine/agenda';

interface Entry {
  readonly atMs: number;
  readonly ticket: number;
}

/** Few moments, so that many meet; tickets in any order. `undefined` takes the first one away. */
const moves = fc.uniqueArray(
  fc.record({ atMs: fc.constantFrom(0, 0.5, 1, 2, 3, 1e9), ticket: fc.integer({ min: 1, max: 100_000 }), takes: fc.nat(2) }),
  {
    selector: ({ ticket }) => ticket,
    maxLength: 300,
    size: 'max',
  },
);

it('gives what a sorted list would: by time, then by ticket', () => {
  fc.assert(
    fc.property(moves, (all) => {
      const agenda = new Agenda<Entry>();
      const list: Entry[] = [];
      const take = () => {
        const first = list.shift();
        expect([agenda.nextMs, agenda.nextTicket]).toEqual([first?.atMs ?? Infinity, first?.ticket ?? 0]);
        if (first) expect(agenda.take()).toBe(first);
      };
      for (const { takes, ...entry } of all) {
        agenda.add(entry.atMs, entry.ticket, entry);
        list.push(entry);
        list.sort((a, b) => a.atMs - b.atMs || a.ticket - b.ticket);
        for (let taken = 1; taken < takes; taken += 1) take();
      }
      while (list.length > 0) take();
      take();
    }),
  );
});

it('keeps what is still meant when the rest is swept out', () => {
  fc.assert(
    fc.property(moves, fc.integer({ min: 1, max: 5 }), (all, modulus) => {
      const agenda = new Agenda<Entry>();
      for (const entry of all) agenda.add(entry.atMs, entry.ticket, entry);
      agenda.sweep((entry, atMs) => atMs === entry.atMs && entry.ticket % modulus === 0);
      const meant = all.filter(({ ticket }) => ticket % modulus === 0).sort((a, b) => a.atMs - b.atMs || a.ticket - b.ticket);
      expect(agenda.size).toBe(meant.length);
      for (const entry of meant) {
        expect([agenda.first, agenda.nextMs, agenda.nextTicket]).toEqual([entry, entry.atMs, entry.ticket]);
        expect(agenda.take()).toBe(entry);
      }
      expect([agenda.size, agenda.first, agenda.nextMs, agenda.nextTicket]).toEqual([0, undefined, Infinity, 0]);
    }),
  );
});
