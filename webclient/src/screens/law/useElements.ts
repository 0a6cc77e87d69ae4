/** The elements that a charge is made of, as its matrix has them. */

import { useQuery } from "@tanstack/react-query";

import type { MatrixRow } from "../../law/api";
import { rowsOf } from "../../law/matrix";
import { matrix } from "../../law/queries";

export function useElements(charge: string | undefined, needed: boolean): readonly MatrixRow[] {
  const found = useQuery({ ...matrix(charge ?? ""), enabled: needed && charge !== undefined });
  return found.data === undefined ? [] : rowsOf(found.data).map(({ row }) => row);
}
