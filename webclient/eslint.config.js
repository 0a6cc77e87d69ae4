import js from "@eslint/js";
import hooks from "eslint-plugin-react-hooks";
import ts from "typescript-eslint";

export default ts.config(
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  hooks.configs.flat.recommended,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  {
    files: ["tests/**"],
    rules: {
      // Code points are what the tests compare with.
      "@typescript-eslint/no-misused-spread": "off",
      // The kinds of syntax elements are a const enum that is not exported at run time.
      "@typescript-eslint/no-unsafe-enum-comparison": "off",
    },
  },
  { ignores: ["node_modules", "eslint.config.js", "public", "dev"] },
);
