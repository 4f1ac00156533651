/** The addresses of the workspace, in the hash: extension pages have no server that could answer paths. */
export const routes = {
  cases: '/',
  caseOf: (id: string) => `/case/${encodeURIComponent(id)}`,
  crossFinding: (id: string, finding: string) =>
    `/case/${encodeURIComponent(id)}/finding/${encodeURIComponent(finding)}`,
  document: (id: string, sha256: string) => `/case/${encodeURIComponent(id)}/document/${sha256}`,
  finding: (id: string, sha256: string, finding: string) =>
    `/case/${encodeURIComponent(id)}/document/${sha256}/finding/${encodeURIComponent(finding)}`,
  notes: (id: string) => `/case/${encodeURIComponent(id)}/notes`,
  report: (id: string) => `/case/${encodeURIComponent(id)}/report`,
  settings: '/settings',
} as const;
