/** The key of `fivehundred demo`, unless ADMIN_KEY is set: it is no secret. */
export const demoKey = 'demo-demo'
