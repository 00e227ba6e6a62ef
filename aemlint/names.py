"""Names of files that may be of interest, by which most are passed over unopened."""

SETTINGS = ".aemlint.yaml"
NEARLY_SETTINGS = (".aemlint.yml", "aemlint.yaml", "aemlint.yml")
ENDINGS = (".cfg.json", ".config", ".cfg", ".properties", ".xml")
# Of every service that sends mail: one that ends in anything else is named wrongly (file/wrong-pid).
VENDORS = ("com.day.cq.", "com.adobe.", "org.apache.sling.commons.messaging.")
DOCUMENTS = (".json", ".yaml", ".yml")
# package.json and its like are never networking or variables files, and there are many of them.
OTHERS = frozenset(
    "package.json package-lock.json npm-shrinkwrap.json composer.json composer.lock tsconfig.json jsconfig.json "
    "angular.json lerna.json nx.json bower.json renovate.json manifest.json babel.config.json .eslintrc.json "
    ".prettierrc.json .stylelintrc.json components.json turbo.json docker-compose.yml docker-compose.yaml mkdocs.yml "
    "pnpm-lock.yaml .pre-commit-config.yaml .aemlint.yaml .aemlint-baseline.json".split()
)
# Where people write commands: scripts anywhere, prose and what build servers run outside of sources.
SCRIPTS = (".sh", ".bash", ".zsh", ".ps1", ".bat", ".cmd")
PROSE = (".md", ".markdown", ".mk", ".groovy", ".jenkinsfile")
BUILDS = frozenset(
    (
        *("Jenkinsfile", "Makefile", "makefile", "GNUmakefile", "Justfile", "justfile", "Taskfile.yml"),
        *(".gitlab-ci.yml", ".travis.yml", "azure-pipelines.yml", "azure-pipelines.yaml", "bitbucket-pipelines.yml"),
    )
)


def is_script(name: str) -> bool:
    return name.endswith(SCRIPTS) or name.endswith(PROSE) or name in BUILDS or name.startswith("Jenkinsfile.")


def of_interest(name: str) -> bool:
    """Whether a finding may be about a file of this name, wherever it lies."""
    return name.endswith(ENDINGS) or name.endswith(DOCUMENTS) or name.startswith(VENDORS) or is_script(name)
