import type { Label } from "../../law/api";
import { ordered } from "../../law/bidi";
import { useLanguage } from "../../preferences/language";

/** Words of the house in the language of the page. */
export function useLabel(): (label: Label) => string {
  const language = useLanguage();
  return (label) => (language === "ar" ? ordered(label.ar) : label.en);
}

/** A provision or identifier of the statute: left to right in every language. */
export function Provision({ id, className }: { id: string; className?: string | undefined }) {
  return <code dir="ltr" className={className}>{id}</code>;
}
