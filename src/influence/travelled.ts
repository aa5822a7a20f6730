/** What an influence above 100 % means. */
export const travelled = 'more people than followers: it travelled'
