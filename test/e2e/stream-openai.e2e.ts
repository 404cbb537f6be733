import { testStream } from "./streamSuite.ts";

testStream("openai");
