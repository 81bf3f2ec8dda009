import type { Words } from "./both";

export const officeWords = {
  office: { en: "Manage", ko: "관리" },
  refresh: { en: "Refresh", ko: "새로 고침" },
  jobs: { en: "Jobs", ko: "작업" },
  jobsLead: { en: "Long work, done in the background.", ko: "뒤에서 처리하는 오래 걸리는 일입니다." },
  noJobs: { en: "Nothing has been queued yet.", ko: "아직 요청한 작업이 없습니다." },
  allJobs: { en: "All jobs", ko: "모든 작업" },
  queued: { en: "Queued", ko: "요청" },
  queuedAt: { en: "Queued {0}", ko: "요청: {0}" },
  started: { en: "Started", ko: "시작" },
  finished: { en: "Finished", ko: "종료" },
  attempts: { en: "Attempts", ko: "시도" },
  worker: { en: "Worker", ko: "작업자" },
  againOf: { en: "Repeats", ko: "반복한 작업" },
  rerun: { en: "Run again on today's data", ko: "오늘 자료로 다시 실행" },

  policies: { en: "Policies", ko: "정책" },
  policiesLead: { en: "How cities are typed and pairs are scored. A policy never changes; another one is a new policy.", ko: "도시 유형과 점수를 정하는 기준입니다. 정책은 바뀌지 않으며, 다른 기준은 새 정책이 됩니다." },
  neutral: { en: "Without data", ko: "자료 없을 때" },
  policyId: { en: "ID", ko: "ID" },
  softness: { en: "Softness of the thresholds", ko: "기준값의 완만한 정도" },
  referenceYear: { en: "References count from", ko: "실적 기준 연도" },
  neighbours: { en: "Cities that needs are inferred from", ko: "수요를 추정하는 이웃 도시 수" },
} satisfies Words;
