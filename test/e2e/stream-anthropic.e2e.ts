import { testStream } from "./streamSuite.ts";

testStream("anthropic");
