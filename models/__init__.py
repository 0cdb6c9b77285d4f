"""models: the law. The scheme's clauses as rules, the model they make, the judge of a finished slate."""
