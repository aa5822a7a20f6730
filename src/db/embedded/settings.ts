/** PostgreSQL settings by name. */
export type Settings = Record<string, string>

/** Given at each start, so that a newer version's settings reach an older cluster. */
export const settings: Settings = {
  // Nobody but the socket's owner gets in.
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '50',
  shared_buffers: '64MB',
  // No replica reads from this server, so the log needs to serve recovery only.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // The log lies in DATA_DIR, must stay small, and shall hold nothing of the statements' data.
  logging_collector: 'off',
  log_destination: 'stderr',
  log_checkpoints: 'off',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
}
