import { testAgent } from "./agentSuite.ts";

testAgent("anthropic");
