// Everything the console itself says, both languages side by side, a file for each
// family of pages. The contract brings the rest in both languages.
import { commonWords } from "./words/common";
import { listWords } from "./words/list";
import { networkWords } from "./words/network";
import { officeWords } from "./words/office";
import { partnerWords } from "./words/partner";
import { peopleWords } from "./words/people";

export const words = { ...commonWords, ...networkWords, ...partnerWords, ...listWords, ...officeWords, ...peopleWords };
