// Opens GraphiQL on this very address, with the named questions as its first tabs.
"use strict";
const examples = JSON.parse(document.getElementById("examples").textContent);
ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: location.pathname }),
    defaultQuery: examples.length ? examples[0].query : "{ dataset { version } }",
    defaultTabs: examples.map((example) => ({ query: example.query })),
    shouldPersistHeaders: false,
  })
);
