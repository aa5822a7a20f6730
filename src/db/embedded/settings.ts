/** PostgreSQL settings by name. */
export type Settings = Record<string, string>

/** Given at each start, so that a newer version's settings reach an older cluster. */
export const settings: Settings = {
  // Only the socket's owner gets in.
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '50',
  shared_buffers: '64MB',
  // No replica reads from this server, so the log only has to serve recovery.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // The log is in DATA_DIR, must stay small, and must not contain data from statements.
  logging_collector: 'off',
  log_destination: 'stderr',
  log_checkpoints: 'off',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
}
