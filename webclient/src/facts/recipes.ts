/** Recipes by their ids: SHA-256 of their canonical JSON (RFC 8785) without the environment. */

import type { Json, Recipe } from "../api";

export async function recipeId(recipe: Recipe): Promise<string> {
  const own = Object.fromEntries(
    Object.entries(recipe).filter(([name]) => name !== "environment"),
  ) as Record<string, Json>;
  const bytes = new TextEncoder().encode(canonical(own));
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What entries of the log tell of recipes, by the ids that facts name. */
export async function byId(told: readonly (Json | undefined)[]): Promise<Record<string, Recipe>> {
  const recipes = told.flatMap((each) =>
    each !== null && typeof each === "object" ? (Object.values(each) as unknown as Recipe[]) : [],
  );
  const pairs = await Promise.all(
    recipes.map(async (recipe): Promise<[string, Recipe]> => [await recipeId(recipe), recipe]),
  );
  return Object.fromEntries(pairs);
}

function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`).join(",")}}`;
}
