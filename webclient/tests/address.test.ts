import { describe, expect, it } from "vitest";

import { custodyView, itemView, itemsView, parseAddress, searchView, writeAddress } from "../src/address";
import { problemFrom } from "../src/client/problem";
import { address, purposeHeaders } from "../src/client/http";
import { deedFor, keyName } from "../src/frame/shortcuts";

describe("view state in the address", () => {
  it("comes back as it was written", () => {
    const view = { q: 'سوق "الميناء" -سد', language: "ar", page: 3 };
    expect(searchView(parseAddress(writeAddress(view)))).toEqual(view);
    const place = { reading: "k", char_start: 0, char_end: 12, article: 0, side: "about" as const };
    expect(itemView(parseAddress(writeAddress(place)))).toEqual(place);
  });

  it("keeps words that look like numbers as words", () => {
    expect(searchView(parseAddress("?q=14")).q).toBe("14");
  });

  it("drops what is no view", () => {
    expect(itemsView(parseAddress("?state=lost&page=0"))).toEqual({ state: undefined, page: undefined });
    expect(custodyView(parseAddress("?before=-1&item=")).before).toBeUndefined();
    expect(itemView(parseAddress("?char_start=1e3x&side=shell"))).toEqual({});
  });

  it("writes nothing for nothing", () => {
    expect(writeAddress({ q: undefined })).toBe("");
    expect(address("/api/items", { state: null, limit: 5 })).toBe("/api/items?limit=5");
  });
});

describe("requests", () => {
  it("carry the purpose in letters that headers can hold", () => {
    const header = purposeHeaders("طلب المساعدة 14")["X-Amana-Purpose"] ?? "";
    expect(header).toMatch(/^[\x21-\x7e]+$/);
    expect(decodeURIComponent(header)).toBe("طلب المساعدة 14");
    expect(purposeHeaders(null)).toEqual({});
  });

  it("fail with the server's own words, or with the status alone", () => {
    const body = JSON.stringify({ type: "amana:purpose-required", title: "t", detail: "d", remedy: "r" });
    expect(problemFrom(403, body).problem).toMatchObject({ type: "amana:purpose-required", remedy: "r" });
    expect(problemFrom(502, "<html>").problem).toMatchObject({ type: "client:unexpected", status: 502, detail: null });
  });
});

describe("keys", () => {
  it("are known by their place under an Arabic layout", () => {
    expect(keyName({ key: "ت", code: "KeyJ", shiftKey: false })).toBe("j");
    expect(keyName({ key: "ظ", code: "Slash", shiftKey: false })).toBe("/");
    expect(keyName({ key: "؟", code: "Slash", shiftKey: true })).toBe("?");
    expect(keyName({ key: "j", code: "KeyC", shiftKey: false })).toBe("j");
  });

  it("ask for their deeds alone or after each other", () => {
    expect(deedFor("c", null)).toBe("copy-citation");
    expect(deedFor("c", "g")).toBe("go-custody");
    expect(deedFor("g", null)).toBeNull();
    expect(deedFor("Enter", null)).toBeNull();
  });
});
