"""Packs, signs and sends the jar as the workflow `release` does."""

import shutil
import subprocess

from central import KINDS, CentralRegistry
from outcomes import SkipError
from shared import DIST, TOP, run, serving

KOTLIN = TOP / "bindings-uniffi" / "kotlin"


class Signer:
    """A key that lives as long as a test, in a folder of GnuPG's own."""

    PASSPHRASE = "of a test"

    def __init__(self, home):
        self.home = home
        home.mkdir(mode=0o700)
        self.environment = {"GNUPGHOME": str(home), "MAVEN_GPG_PASSPHRASE": self.PASSPHRASE}
        whose = "A test <test@example.invalid>"
        new = ("--quick-generate-key", whose, "ed25519", "sign", "1d")
        self.gpg("--passphrase", self.PASSPHRASE, *new)

    def gpg(self, *arguments):
        command = ["gpg", "--batch", "--quiet", "--homedir", self.home]
        command += ["--pinentry-mode", "loopback", *arguments]
        return subprocess.run(command, capture_output=True, check=True, timeout=60)

    def signed(self, data, signature):
        file, beside = self.home / "data", self.home / "data.asc"
        file.write_bytes(data)
        beside.write_bytes(signature)
        try:
            self.gpg("--verify", beside, file)
        except subprocess.CalledProcessError:
            return False
        return True

    def end(self):
        subprocess.run(["gpgconf", "--homedir", self.home, "--kill", "gpg-agent"], check=False)


def send_jar(folder):
    if shutil.which("gpg") is None:
        raise SkipError("signing needs gpg: apt-get install gnupg")
    signer = Signer(folder / "gnupg")
    servers = "<id>central</id><username>someone</username><password>of-a-test</password>"
    settings = folder / "settings.xml"
    settings.write_text(
        f"<settings><servers><server>{servers}</server></servers></settings>", encoding="utf-8"
    )
    # What tools/package-kotlin.sh compiled is packed and signed; compiling takes a minute.
    pack = ["flatten:flatten@flatten", "build-helper:add-source@default"]
    pack += ["jar:jar@default-jar", "jar:jar@javadoc", "source:jar-no-fork@default"]
    publish = "central-publishing:publish"
    maven = ["mvn", "--batch-mode", "--file", KOTLIN / "pom.xml", "--activate-profiles", "release"]
    maven += ["--global-settings", settings]
    # What an earlier version left there would be sent along.
    shutil.rmtree(KOTLIN / "target" / "central-staging", ignore_errors=True)
    try:
        with serving(CentralRegistry(signer.signed)) as registry:
            maven += [f"-DcentralBaseUrl={registry.url}"]
            run(
                [*maven, *pack, "gpg:sign@default", publish], folder, registry, **signer.environment
            )
            assert registry.uploads == 1
            packed = [*(DIST / "maven").rglob("telnum-*.jar"), *(DIST / "maven").rglob("*.pom")]
            assert len(packed) == len(KINDS), packed
            for path in packed:
                sent = registry.files[str(path.relative_to(DIST / "maven"))]
                assert sent == path.read_bytes(), f"{path.name} is not the one in dist/maven"
            run([*maven, *pack, publish], folder, registry, **signer.environment)
            assert registry.uploads == 1, "what was published is sent again"
    finally:
        signer.end()
