/** How the backups do that the service itself writes into BACKUP_DIR, as this node knows. */
export interface BackupStatus {
  /** The last try, if it failed and was the last one so far; `problem` names the remedy. */
  failed: { at: Date; problem: string } | null
}
