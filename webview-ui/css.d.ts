// Styles are imported for esbuild to gather; there is nothing in them for TypeScript.
declare module "*.css";
