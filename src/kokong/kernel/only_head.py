"""HEAD is answered wherever GET is, as monitors and proxies ask: the same head, no body."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class HeadMiddleware:
    """Asks for the page in GET and keeps what is said about it. A stream is ended before it begins."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer to a GET without its body."""
        if request.method != "HEAD":
            return self.get_response(request)
        request.method = "GET"
        try:
            answer = self.get_response(request)
        finally:
            request.method = "HEAD"
        if isinstance(answer, StreamingHttpResponse):
            answer.streaming_content = ()
        elif isinstance(answer, HttpResponse):
            answer.headers.setdefault("Content-Length", str(len(answer.content)))
            answer.content = b""
        return answer
