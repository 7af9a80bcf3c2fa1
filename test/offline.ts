// Every suite runs offline: only loopback may be reached, whatever a test forgets to stub.
import nock from "nock";

nock.disableNetConnect();
nock.enableNetConnect(/^(127\.0\.0\.1|localhost|\[::1\])(:|$)/);
