/** What the vis library, which stands in the page before the script, defines. */
declare const vis: any;
