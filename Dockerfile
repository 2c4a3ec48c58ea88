# The portal as one image: web server, job worker and migrations differ only in their command.
# What it needs to know comes from the environment when it starts (deploy/README.md).

FROM node:22-slim AS assets
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY portal/styles portal/styles
COPY portal/static/portal portal/static/portal
RUN npm run build

FROM python:3.11-slim
ENV PYTHONUNBUFFERED=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    DJANGO_SETTINGS_MODULE=portal.settings.production \
    STATIC_ROOT=/srv/okence-static \
    OKENCE_VAR=/var/lib/okence
# What paper needs: WeasyPrint draws with the system's pango.
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends \
       fonts-noto-core libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --user-group --create-home --home-dir /var/lib/okence okence
WORKDIR /srv/okence
COPY requirements/base.txt requirements/base.txt
RUN pip install --root-user-action=ignore --require-hashes -r requirements/base.txt
COPY . .
COPY --from=assets /build/portal/static/built portal/static/built
# Settings refuse to load without their secrets; these stand in for this one command and are not
# kept in the image.
RUN python -m languages.compile_catalogues \
    && python -m compileall -q . \
    && SECRET_KEY=build TOKEN_KEY=build ALLOWED_HOSTS=build OKENCE_BASE_URL=https://build.invalid \
       EMAIL_URL=dummymail:// DATABASE_URL=postgres://build.invalid/build \
       python manage.py collectstatic --noinput --verbosity 0

USER okence
VOLUME /var/lib/okence
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "deploy/healthcheck.py"]
# No access log: addresses of appointments hold their secret.
CMD ["sh", "-c", "exec gunicorn portal.wsgi:application --bind 0.0.0.0:8000 --worker-class gthread --workers ${WEB_WORKERS:-2} --threads 4 --graceful-timeout 20 --worker-tmp-dir /dev/shm --no-control-socket"]
