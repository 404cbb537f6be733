import { testAgent } from "./agentSuite.ts";

testAgent("openai");
