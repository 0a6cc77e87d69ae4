/** What the matrix of a charge tells, gathered for the page. Nothing of it can be left out. */

import type { Linked, Matrix, MatrixRow, Stated } from "./api";
import type { Effect } from "./matters";

/** What may speak for the person comes first, always. */
export const IN_ORDER: readonly Effect[] = ["undermines", "explains-otherwise", "supports", "neutral"];
export const AGAINST: readonly Effect[] = ["undermines", "explains-otherwise"];

export function stands(stated: Stated): boolean {
  return stated.replaced === null && stated.withdrawn === null;
}

/** A row with how deep it lies; `first` of the alternatives of the row above it, or not. */
export interface Placed {
  row: MatrixRow;
  depth: number;
  first: boolean;
}

/** A row and its alternatives, one below the other. */
export function flat(rows: readonly MatrixRow[], depth = 0): Placed[] {
  return rows.flatMap((row, at) => [{ row, depth, first: at === 0 }, ...flat(row.alternatives, depth + 1)]);
}

export function rowsOf(matrix: Matrix): Placed[] {
  return matrix.parts.flatMap(({ rows }) => flat(rows));
}

export function ofEffect(links: readonly Linked[], effect: Effect): Linked[] {
  return links.filter((each) => each.effect === effect);
}

/** All that undermines or explains otherwise and stands, each once, with the row that it is in. */
export function against(matrix: Matrix): { link: Linked; row: MatrixRow | null }[] {
  const found = new Map<number, { link: Linked; row: MatrixRow | null }>();
  const take = (links: readonly Linked[], row: MatrixRow | null): void => {
    for (const link of links) {
      const { stated, effect } = link;
      if (AGAINST.includes(effect) && stands(stated) && !found.has(stated.number)) {
        found.set(stated.number, { link, row });
      }
    }
  };
  for (const { row } of rowsOf(matrix)) take(row.links, row);
  take(matrix.elsewhere, null);
  return [...found.values()].sort((a, b) => a.link.stated.number - b.link.stated.number);
}
